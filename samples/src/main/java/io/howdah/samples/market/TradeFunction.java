package io.howdah.samples.market;

import io.howdah.samples.model.Names;
import io.howdah.samples.model.Schema;

/** The function that buys and sells, as the application has it or as it should be. */
final class TradeFunction {

    private static final String HEAD = """
            create function {execute_trade}(
              {p_user} integer, {p_character} integer, {p_action} varchar, {p_quantity} integer, {p_price} numeric)
            returns json language plpgsql as $function$
            declare
              {v_balance} numeric;
              {v_held} integer;
              {v_total} numeric := {p_quantity} * {p_price};
            begin
            """;

    /** Reads, looks, and only then writes; takes whatever it is given. */
    private static final String READS_THEN_SPENDS = """
              select {balance} into {v_balance} from {users} where {id} = {p_user};
              if {p_action} = {'buy'} and {v_balance} < {v_total} then
                return json_build_object({'success'}, false, {'error'}, {'insufficient_balance'});
              end if;
              if {p_action} = {'sell'} then
                select {quantity} into {v_held} from {holdings}
                where {user_id} = {p_user} and {character_id} = {p_character};
                if {v_held} is null or {v_held} < {p_quantity} then
                  return json_build_object({'success'}, false, {'error'}, {'insufficient_holding'});
                end if;
              end if;
            """;

    private static final String CHECKS_AND_LOCKS = """
              if {p_action} not in ({'buy'}, {'sell'}) or {p_quantity} <= 0 or {p_price} <= 0 then
                return json_build_object({'success'}, false, {'error'}, {'invalid_trade'});
              end if;
              select {balance} into {v_balance} from {users} where {id} = {p_user} for update;
              if not found then
                return json_build_object({'success'}, false, {'error'}, {'unknown_user'});
              end if;
              if {p_action} = {'buy'} and {v_balance} < {v_total} then
                return json_build_object({'success'}, false, {'error'}, {'insufficient_balance'});
              end if;
              if {p_action} = {'sell'} then
                select {quantity} into {v_held} from {holdings}
                where {user_id} = {p_user} and {character_id} = {p_character} for update;
                if not found or {v_held} < {p_quantity} then
                  return json_build_object({'success'}, false, {'error'}, {'insufficient_holding'});
                end if;
              end if;
            """;

    private static final String BOOKS = """
              if {p_action} = {'buy'} then
                update {users} set {balance} = {balance} - {v_total} where {id} = {p_user};
                insert into {holdings} ({user_id}, {character_id}, {quantity})
                values ({p_user}, {p_character}, {p_quantity})
                on conflict ({user_id}, {character_id})
                do update set {quantity} = {holdings}.{quantity} + excluded.{quantity};
              elsif {p_action} = {'sell'} then
                update {users} set {balance} = {balance} + {v_total} where {id} = {p_user};
                if {v_held} = {p_quantity} then
                  delete from {holdings} where {user_id} = {p_user} and {character_id} = {p_character};
                else
                  update {holdings} set {quantity} = {quantity} - {p_quantity}
                  where {user_id} = {p_user} and {character_id} = {p_character};
                end if;
              end if;
              insert into {trades} ({user_id}, {character_id}, {action}, {quantity}, {price})
              values ({p_user}, {p_character}, {p_action}, {p_quantity}, {p_price});
              return json_build_object({'success'}, true, {'total'}, {v_total});
            end
            $function$""";

    private TradeFunction() {}

    /** The function; when it is right, it locks what it reads and refuses what it does not know. */
    static Schema.Function of(Names names, boolean right) {
        var body = HEAD + (right ? CHECKS_AND_LOCKS : READS_THEN_SPENDS) + BOOKS;
        return new Schema.Function(names.of("execute_trade"), names.sql(body));
    }
}
