package io.howdah.samples.social;

import static io.howdah.samples.fault.Cure.startingWith;

import io.howdah.samples.fault.BadIndex.Kind;
import io.howdah.samples.fault.Decision;
import io.howdah.samples.fault.IndexShape;
import io.howdah.samples.fault.MissingIndex;
import io.howdah.samples.fault.NaiveStatement;
import io.howdah.samples.fault.Temptation;
import io.howdah.samples.model.Names;
import io.howdah.samples.plant.Blunder;
import io.howdah.samples.plant.Flaw;
import io.howdah.samples.plant.Gap;
import io.howdah.samples.plant.PlantedIndex;
import io.howdah.samples.plant.PossibleFaults;
import java.util.List;

/** The faults that {@code social} can have. */
final class SocialFaults {

    private static final PlantedIndex ROOM_NAME = new PlantedIndex("rooms_name_idx", "rooms", "({name})");
    private static final PlantedIndex MESSAGES_OF_USER =
            new PlantedIndex("messages_user_time_idx", "messages", "({user_id}, {created_at})");

    private static final List<Gap> GAPS = List.of(
            Gap.of(
                    "K-20",
                    List.of(startingWith("lower({email})")),
                    new PlantedIndex("users_lower_email_idx", "users", "(lower({email}))"),
                    "login"),
            Gap.of(
                    "K-21",
                    List.of(startingWith("created_at").orAlso("is_active").maybeWhere("is_active")),
                    new PlantedIndex("users_active_created_idx", "users", "({created_at}) where {is_active}"),
                    "members_since",
                    "newest_members"),
            Gap.of(
                    "K-22-array",
                    List.of(startingWith("interests").using("gin")),
                    new PlantedIndex("profiles_interests_idx", "profiles", "using gin ({interests})"),
                    "by_interests"),
            Gap.of(
                    "K-22-json",
                    List.of(startingWith("settings").using("gin")),
                    new PlantedIndex("profiles_settings_idx", "profiles", "using gin ({settings} jsonb_path_ops)"),
                    "by_topic"),
            Gap.of(
                    "K-23",
                    List.of(startingWith("location").using("gist", "spgist")),
                    new PlantedIndex("profiles_location_idx", "profiles", "using gist ({location})"),
                    "nearest",
                    "in_box"),
            Gap.of(
                    "K-24",
                    List.of(startingWith("room_id").then(new IndexShape.Key("created_at", true))),
                    new PlantedIndex("messages_room_time_idx", "messages", "({room_id}, {created_at} desc)"),
                    "room_messages"),
            Gap.of(
                    "K-25",
                    List.of(startingWith("created_at").using("brin"), startingWith("created_at")),
                    new PlantedIndex(
                            "messages_time_idx", "messages", "using brin ({created_at}) with (autosummarize = on)"),
                    "message_report",
                    "old_messages",
                    "expire_messages"),
            Gap.of(
                    "K-27",
                    List.of(startingWith("user_id")),
                    new PlantedIndex("status_updates_user_idx", "status_updates", "({user_id}, {created_at} desc)"),
                    "frequent_posters"),
            Gap.of(
                    "K-30-foreign-key",
                    List.of(startingWith("author_id")),
                    new PlantedIndex("forum_threads_author_idx", "forum_threads", "({author_id})"),
                    "delete_user"));

    private static final List<Blunder> BLUNDERS = List.of(
            Blunder.of(
                    "K-30-unused",
                    Kind.UNUSED,
                    new PlantedIndex("status_updates_likes_idx", "status_updates", "({like_count})")),
            Blunder.duplicate(
                    "K-30-duplicate", new PlantedIndex("rooms_name_lookup_idx", "rooms", "({name})"), ROOM_NAME),
            Blunder.of("K-30-prefix", Kind.PREFIX, new PlantedIndex("messages_user_idx", "messages", "({user_id})")),
            Blunder.of(
                    "K-30-unique-and-more",
                    Kind.UNIQUE_AND_MORE,
                    new PlantedIndex("users_email_active_idx", "users", "({email}, {is_active})")),
            Blunder.of(
                    "K-30-nearly-always-true",
                    Kind.NEARLY_ALWAYS_TRUE,
                    new PlantedIndex("users_active_idx", "users", "({is_active})")));

    private static final List<Flaw> FLAWS = List.of(
            needing("K-20", "users", "email", Decision.Kind.UNIQUE_INDEX, "login"),
            needing(
                    "K-25",
                    "messages",
                    "created_at",
                    Decision.Kind.RANGE_PARTITIONS,
                    "message_report",
                    "expire_messages"),
            Flaw.of(new Decision(
                    "K-26",
                    "forum_threads",
                    List.of("region"),
                    Decision.Kind.LIST_PARTITIONS,
                    List.of("threads_of_region", "hot_threads", "region_digest"))),
            needing("K-27", "status_updates", "user_id", Decision.Kind.MAINTAINED_COUNT, "frequent_posters"),
            Flaw.of(new NaiveStatement(
                    "K-28", "newest_posts", "numbers all posts of a user to keep one; LATERAL with LIMIT 1 reads one")),
            Flaw.of(new NaiveStatement(
                    "K-29",
                    "busy_threads",
                    "UNION of sets that cannot overlap; UNION ALL needs no duplicates removed")),
            Flaw.of(new NaiveStatement("K-33", "threads_page", "skips rows by OFFSET")));

    /** Every fault that there can be. */
    static final PossibleFaults POSSIBLE =
            new PossibleFaults(List.of(ROOM_NAME, MESSAGES_OF_USER), GAPS, BLUNDERS, FLAWS);

    private SocialFaults() {}

    private static Flaw needing(String id, String table, String column, Decision.Kind kind, String... statements) {
        return Flaw.needing(new Decision(id, table, List.of(column), kind, List.of(statements)), id);
    }

    /** Indexes for foreign keys, for lists of one region, and for what other statements than those of a fault would gain. */
    static List<MissingIndex> defensible(Names names) {
        return List.of(
                defensible(names, "foreign-key", "status_updates", "user_id"),
                defensible(names, "foreign-key", "messages", "room_id"),
                defensible(names, "foreign-key", "forum_threads", "author_id"),
                defensible(names, "K-26", "forum_threads", "region"),
                defensible(names, "K-25", "messages", "created_at"));
    }

    static List<Temptation> temptations(Names names) {
        return List.of(new Temptation(
                "K-35",
                names.of("users"),
                List.of(names.of("id")),
                Temptation.Kind.HASH_PARTITIONS,
                "e-mail addresses could no longer be kept unique over all of them"));
    }

    private static MissingIndex defensible(Names names, String why, String table, String column) {
        return new MissingIndex(why, names.of(table), List.of(startingWith(names.of(column))), List.of());
    }
}
