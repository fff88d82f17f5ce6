package io.howdah.samples.market;

import io.howdah.samples.model.Names;
import io.howdah.samples.model.Schema;
import io.howdah.samples.model.Schema.ForeignKey;
import io.howdah.samples.model.Schema.Table;
import io.howdah.samples.plant.Planted;
import java.util.List;

/** The relations of {@code market} as templates for {@link Names}. */
final class MarketSchema {

    private static final String CREWS = """
            create table {crews} (
              {id} serial not null,
              {name} varchar(100) not null,
              {captain} varchar(100) not null,
              {description} text,
              {founded_date} date not null,
              {is_active} boolean not null default true,
              {created_at} timestamp not null default now(),
              {updated_at} timestamp not null default now())""";

    private static final String CHARACTERS = """
            create table {characters} (
              {id} serial not null,
              {name} varchar(100) not null,
              {crew_id} integer,
              {crew} varchar(100),
              {bounty} bigint not null default 0,
              {current_price} numeric(10,2) not null,
              {market_cap} numeric(15,2) not null,
              {sentiment_score} float not null default 0,
              {weekly_change} float not null default 0,
              {description} text,
              {image_url} text,
              {is_active} boolean not null default true,
              {is_tradeable} boolean not null default false,
              {created_at} timestamp not null default now(),
              {updated_at} timestamp not null default now())""";

    private static final String USERS = """
            create table {users} (
              {id} serial not null,
              {name} varchar(100) not null,
              {email} varchar(200) not null,
              {deposited} numeric(15,2) not null default 0,
              {balance} numeric(15,2) not null default 0,
              {created_at} timestamp not null default now())""";

    private static final String HOLDINGS = """
            create table {holdings} (
              {user_id} integer not null,
              {character_id} integer not null,
              {quantity} integer not null)""";

    private static final String TRADES = """
            create table {trades} (
              {id} bigserial not null,
              {user_id} integer not null,
              {character_id} integer not null,
              {action} varchar(10) not null,
              {quantity} integer not null,
              {price} numeric(10,2) not null,
              {created_at} timestamp not null default now())""";

    private static final String PRICES = """
            create table {price_history} (
              {character_id} integer not null,
              {price} numeric(10,2) not null,
              {at} timestamp not null)""";

    private MarketSchema() {}

    static Schema of(Names names, Planted planted) {
        return new Schema(
                List.of("pg_trgm"),
                List.of(
                        table(names, "crews", CREWS, "add primary key ({id}), add unique ({name})", "id", 95),
                        table(names, "characters", CHARACTERS, "add primary key ({id}), add unique ({name})", "id", 90),
                        table(names, "users", USERS, "add primary key ({id})", "id", 90),
                        table(names, "holdings", HOLDINGS, "add primary key ({user_id}, {character_id})", "", 90),
                        table(names, "trades", TRADES, "add primary key ({id})", "id", 100),
                        table(names, "price_history", PRICES, "add primary key ({character_id}, {at})", "", 100)),
                List.of(TradeFunction.of(names, planted.isAbsent("K-19"))),
                List.of(new ForeignKey(
                        names.of("characters"),
                        names.sql("alter table {characters} add foreign key ({crew_id}) references {crews} ({id})"))),
                planted.indexes().stream().map(index -> index.in(names)).toList());
    }

    private static Table table(Names names, String name, String create, String keys, String serial, int fullness) {
        return new Table(
                names.of(name),
                names.sql(create),
                names.sql("alter table {%s} %s".formatted(name, keys)),
                serial.isEmpty() ? "" : names.of(serial),
                fullness);
    }
}
