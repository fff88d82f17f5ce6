package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionArgumentsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "shop | shop",
                "postgres://me:se-cr:et@db:5432/shop?sslmode=require | postgres://me@db:5432/shop?sslmode=require",
                "postgres://me@db/shop?password=secret&sslmode=require | postgres://me@db/shop?sslmode=require",
                "host=db password=secret dbname=shop | host=db dbname=shop",
                "host=db password='my \\' secret' dbname=shop | host=db dbname=shop",
                "host=db dbname=nopassword | host=db dbname=nopassword",
                "postgres://[::1]:5432/shop | postgres://[::1]:5432/shop"
            })
    void repeats_where_to_connect_but_no_password(String given, String repeated) {
        assertThat(new ConnectionArguments().words(given)).containsExactly(repeated);
    }
}
