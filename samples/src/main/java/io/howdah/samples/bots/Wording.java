package io.howdah.samples.bots;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.Prose;
import io.howdah.samples.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text values of {@code bots} under its present names, drawn with the shares that an application would show. */
final class Wording {

    private final byte[][] plans;
    private final byte[][] providers;
    private final byte[][] channels;
    private final byte[][] roles;
    private final byte[][] messageTypes;
    private final byte[][] taskStatuses;
    private final byte[][] priorities;
    private final byte[][] executionModes;
    private final byte[][] riskLevels;
    private final byte[][] approvalStatuses;
    private final byte[][] eventKinds;
    private final Names names;

    Wording(Names names) {
        this.names = names;
        plans = bytes(Values.PLANS);
        providers = bytes(Values.PROVIDERS);
        channels = bytes(Values.CHANNELS);
        roles = bytes(Values.ROLES);
        messageTypes = bytes(Values.MESSAGE_TYPES);
        taskStatuses = bytes(Values.TASK_STATUSES);
        priorities = bytes(Values.PRIORITIES);
        executionModes = bytes(Values.EXECUTION_MODES);
        riskLevels = bytes(Values.RISK_LEVELS);
        approvalStatuses = bytes(Values.APPROVAL_STATUSES);
        eventKinds = bytes(Values.EVENT_KINDS);
    }

    /** A text constant under the present names. */
    String text(String value) {
        return names.text(value);
    }

    byte[] plan(Chance chance) {
        return plans[earlier(chance, plans.length)];
    }

    byte[] provider(Chance chance) {
        return providers[earlier(chance, providers.length)];
    }

    byte[] channel(Chance chance) {
        return channels[earlier(chance, channels.length)];
    }

    /** The user and the bot take turns; now and then a system prompt, a tool or a summary. */
    byte[] role(Chance chance, int index) {
        return chance.happens(0.06) ? roles[2 + chance.below(roles.length - 2)] : roles[index & 1];
    }

    byte[] messageType(Chance chance) {
        return chance.happens(0.94) ? messageTypes[0] : messageTypes[1 + earlier(chance, messageTypes.length - 1)];
    }

    byte[] taskStatus(Chance chance, boolean open) {
        if (open) {
            return taskStatuses[earlier(chance, Values.FINISHED)];
        }
        var share = chance.unit();
        return taskStatuses[share < 0.87 ? Values.FINISHED : share < 0.95 ? Values.FINISHED + 1 : Values.FINISHED + 2];
    }

    byte[] priority(Chance chance) {
        var share = chance.unit();
        return priorities[share < 0.60 ? 1 : share < 0.82 ? 0 : share < 0.94 ? 2 : share < 0.985 ? 3 : 4];
    }

    byte[] executionMode(Chance chance) {
        return executionModes[chance.below(executionModes.length)];
    }

    byte[] riskLevel(Chance chance) {
        return riskLevels[earlier(chance, riskLevels.length)];
    }

    byte[] approvalStatus(Chance chance) {
        return approvalStatuses[4 - earlier(chance, 5)];
    }

    byte[] pending() {
        return approvalStatuses[0];
    }

    /** What became of an approval that is no longer pending. */
    byte[] decided(Chance chance) {
        return approvalStatuses[1 + earlier(chance, 4)];
    }

    byte[] eventKind(Chance chance) {
        return eventKinds[earlier(chance, eventKinds.length)];
    }

    String payload(Chance chance) {
        return "{\"%s\": \"%s\", \"%s\": %d, \"%s\": \"%s\"}"
                .formatted(
                        names.text("goal"),
                        Prose.title(chance, 6 + chance.below(14)),
                        names.text("attempts"),
                        1 + chance.below(4),
                        names.text("tool"),
                        Prose.word(chance));
    }

    String properties(Chance chance) {
        return "{\"%s\": \"%s\", \"%s\": %d}"
                .formatted(names.text("page"), Prose.title(chance, 2), names.text("ms"), 5 + chance.below(900));
    }

    /** The address of one user, the same for tables and workload. */
    static String email(long seed, int user) {
        var chance = new Chance(seed, 200, user);
        return "%s.%s%d@%s.example".formatted(Prose.word(chance), Prose.word(chance), user, Prose.word(chance));
    }

    /** The first of so many choices three times as often as an even draw would. */
    private static int earlier(Chance chance, int choices) {
        var unit = chance.unit();
        return (int) (unit * unit * choices);
    }

    private byte[][] bytes(List<String> values) {
        return values.stream()
                .map(value -> names.text(value).getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }
}
