package io.howdah.samples.social;

import io.howdah.samples.model.Names;
import io.howdah.samples.workload.Statement;

/** What the application sends, as its code holds it; a question mark is a parameter, bound or written into the text. */
final class SocialStatements {

    /** Threads on one page of a region's list. */
    static final int PAGE = 25;

    // reads that lack an index

    final Statement login;
    final Statement membersSince;
    final Statement newestMembers;
    final Statement byInterests;
    final Statement byTopic;
    final Statement nearest;
    final Statement inBox;
    final Statement roomMessages;
    final Statement messageReport;
    final Statement oldMessages;
    final Statement frequentPosters;

    // reads that no index mends alone

    final Statement newestPosts;
    final Statement threadsOfRegion;
    final Statement hotThreads;
    final Statement regionDigest;
    final Statement busyThreads;
    final Statement threadsPage;

    // reads that are fine

    final Statement userById;
    final Statement userByEmail;
    final Statement profileOfUser;
    final Statement roomByName;
    final Statement messagesOfUser;
    final Statement threadById;

    // writes

    final Statement insertMessage;
    final Statement insertPost;
    final Statement likePost;
    final Statement insertThread;
    final Statement replyToThread;
    final Statement seeUser;
    final Statement editProfile;
    final Statement insertUser;
    final Statement insertProfile;
    final Statement deleteProfile;
    final Statement deleteUser;
    final Statement expireMessages;

    private final Names names;

    SocialStatements(Names names) {
        this.names = names;
        login = naive(
                "login", "select {id}, {email}, {name}, {is_active} from {users} where lower({email}) = lower(?)");
        membersSince = naive("members_since", """
                select {id}, {name}, {email}, {region}, {created_at} from {users}
                where {is_active} = true and {created_at} >= ? and {created_at} < ? order by {created_at}""");
        newestMembers = naive("newest_members", """
                select {id}, {name}, {region}, {created_at} from {users}
                where {is_active} = true order by {created_at} desc limit 20""");
        byInterests = naive("by_interests", """
                select {user_id}, {bio}, {interests} from {profiles}
                where {interests} @> array[?, ?]::text[] limit 50""");
        byTopic = naive("by_topic", "select {user_id}, {settings} from {profiles} where {settings} @> ?");
        nearest = naive("nearest", """
                select {user_id}, {bio}, {location_lng}, {location_lat} from {profiles}
                order by {location} <-> point(?, ?) limit 20""");
        inBox = naive("in_box", """
                select {user_id}, {location_lng}, {location_lat} from {profiles}
                where {location} <@ box(point(?, ?), point(?, ?)) limit 200""");
        roomMessages = naive("room_messages", """
                select {id}, {user_id}, {content}, {attachment}, {created_at} from {messages}
                where {room_id} = ? and {created_at} >= ? order by {created_at} desc limit 50""");
        messageReport = naive("message_report", """
                select date_trunc('day', {created_at}), count(*), count(distinct {user_id}) from {messages}
                where {created_at} >= ? and {created_at} < ? group by 1 order by 1""");
        oldMessages = naive("old_messages", """
                select {id}, {room_id}, {user_id}, {content}, {created_at} from {messages}
                where {created_at} >= ? and {created_at} < ?""");
        frequentPosters = naive("frequent_posters", """
                select {user_id}, count(*) from {status_updates}
                group by {user_id} having count(*) > 10 order by count(*) desc limit 100""");
        newestPosts = naive("newest_posts", """
                select {user_id}, {id}, {content}, {created_at} from (
                select {user_id}, {id}, {content}, {created_at},
                row_number() over (partition by {user_id} order by {created_at} desc) as {place}
                from {status_updates}) as {ranked} where {place} = 1""");
        threadsOfRegion = naive("threads_of_region", """
                select {id}, {author_id}, {title}, {reply_count}, {last_reply_at} from {forum_threads}
                where {region} = ? order by {last_reply_at} desc limit 25""");
        hotThreads = naive("hot_threads", """
                select {id}, {title}, {reply_count} from {forum_threads}
                where {region} = ? and {created_at} >= ? order by {reply_count} desc limit 10""");
        regionDigest = naive("region_digest", """
                select date_trunc('week', {created_at}), count(*), sum({reply_count}) from {forum_threads}
                where {region} = ? group by 1 order by 1""");
        busyThreads = naive("busy_threads", """
                select {id}, {region}, {title}, {reply_count} from {forum_threads}
                where {region} = {'EU'} and {reply_count} >= ?
                union
                select {id}, {region}, {title}, {reply_count} from {forum_threads}
                where {region} = {'ASIA'} and {reply_count} >= ?""");
        threadsPage = naive("threads_page", """
                select {id}, {title}, {created_at} from {forum_threads}
                where {region} = ? order by {created_at} desc, {id} desc offset ? limit %d""".formatted(PAGE));
        userById = fine(
                "user_by_id", "select {id}, {email}, {name}, {region}, {last_seen_at} from {users} where {id} = ?");
        userByEmail = fine("user_by_email", "select {id}, {name} from {users} where {email} = ?");
        profileOfUser = fine("profile_of_user", """
                select u.{name}, p.{bio}, p.{interests}, p.{settings} from {users} u
                join {profiles} p on p.{user_id} = u.{id} where u.{id} = ?""");
        roomByName = fine("room_by_name", "select {id}, {topic}, {is_public} from {rooms} where {name} = ?");
        messagesOfUser = fine("messages_of_user", """
                select {id}, {room_id}, {content}, {created_at} from {messages}
                where {user_id} = ? order by {created_at} desc limit 20""");
        threadById = fine("thread_by_id", """
                select {id}, {region}, {author_id}, {title}, {body}, {reply_count} from {forum_threads}
                where {id} = ?""");
        insertMessage = fine("insert_message", """
                insert into {messages} ({room_id}, {user_id}, {content}, {created_at}) values (?, ?, ?, ?)""");
        insertPost = fine(
                "insert_post", "insert into {status_updates} ({user_id}, {content}, {created_at}) values (?, ?, ?)");
        likePost = fine("like_post", "update {status_updates} set {like_count} = {like_count} + 1 where {id} = ?");
        insertThread = fine("insert_thread", """
                insert into {forum_threads} ({region}, {author_id}, {title}, {body}, {last_reply_at}, {created_at})
                values (?, ?, ?, ?, ?, ?)""");
        replyToThread = fine("reply_to_thread", """
                update {forum_threads} set {reply_count} = {reply_count} + 1, {last_reply_at} = ? where {id} = ?""");
        seeUser = fine("see_user", "update {users} set {last_seen_at} = ? where {id} = ?");
        editProfile = fine("edit_profile", "update {profiles} set {bio} = ?, {updated_at} = ? where {user_id} = ?");
        insertUser = fine("insert_user", """
                insert into {users} ({email}, {name}, {region}, {created_at}) values (?, ?, ?, ?) returning {id}""");
        insertProfile = fine("insert_profile", """
                insert into {profiles} ({user_id}, {bio}, {settings}, {updated_at})
                values (?, ?, cast(? as jsonb), ?)""");
        deleteProfile = fine("delete_profile", "delete from {profiles} where {user_id} = ?");
        deleteUser = naive("delete_user", "delete from {users} where {id} = ?");
        expireMessages = naive("expire_messages", "delete from {messages} where {created_at} < ?");
    }

    private Statement naive(String name, String template) {
        return new Statement(name, names.sql(template), false);
    }

    private Statement fine(String name, String template) {
        return new Statement(name, names.sql(template), true);
    }
}
