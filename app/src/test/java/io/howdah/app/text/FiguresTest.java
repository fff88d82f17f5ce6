package io.howdah.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0             | 0 bytes
            512           | 512 bytes
            8192          | 8.00 kB
            262144000     | 250 MB
            -647168       | -632 kB
            1100000000000 | 1.00 TB
            """)
    void writes_bytes_in_the_units_of_the_server(long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.0421  | 0.042 ms
            3.5     | 3.50 ms
            99.96   | 100 ms
            1234    | 1.23 s
            59999   | 60.0 s
            125000  | 2 min 5 s
            """)
    void writes_milliseconds_with_three_digits(double millis, String text) {
        assertThat(Figures.millis(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PT4.2S    | 4.20 s
            PT59.9S   | 1 min 0 s
            PT3H5M    | 3 h 5 min
            P20DT3H   | 20 d 3 h
            """)
    void writes_durations_in_two_units(Duration duration, String text) {
        assertThat(Figures.duration(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12         | 12.0
            9999       | 9,999
            12345      | 12.3 k
            4500000    | 4.50 M
            3000000000 | 3.00 G
            2e12       | 2.00 T
            """)
    void writes_large_numbers_in_short(double number, String text) {
        assertThat(Figures.brief(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            230 | 10 | 23.0×
            10  | 20 | 0.50×
            0   | 10 | –
            """)
    void writes_by_what_something_became_less(double before, double after, String text) {
        assertThat(Figures.factor(before, after)).isEqualTo(text);
    }
}
