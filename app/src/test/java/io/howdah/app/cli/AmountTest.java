package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class AmountTest {

    @ParameterizedTest
    @CsvSource({"1000000,1e6", "500k,5e5", "20M,2e7", "3G,3e9", "1e9,1e9", "1.5G,1.5e9", "1_000_000,1e6"})
    void reads_numbers_of_rows(String text, double rows) {
        assertThat(Amount.of(text).rows()).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-5", "0", "1e99", "5X", "5 k k"})
    void refuses_what_is_no_number_of_rows(String text) {
        assertThatExceptionOfType(TypeConversionException.class).isThrownBy(() -> Amount.of(text));
    }

    @ParameterizedTest
    @CsvSource({"250MB,262144000", "2g,2147483648", "64kB,65536", "1024,1024", "1.5 GB,1610612736"})
    void reads_sizes(String text, long bytes) {
        assertThat(new ByteSize.Converter().convert(text).bytes()).isEqualTo(bytes);
    }
}
