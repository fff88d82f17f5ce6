package io.howdah.samples.plant;

import io.howdah.samples.data.Chance;
import io.howdah.samples.fault.BadIndex;
import io.howdah.samples.fault.Fault;
import io.howdah.samples.model.Names;
import io.howdah.samples.workload.Action;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which of a sample's possible faults are there. Immutable. */
public final class Planted {

    /** What became of a fault that can be planted. */
    private enum State {
        PRESENT,
        /** Its index is there. */
        CURED,
        /** For a missing index: the statements that need it are not in the workload. For any other: it is not there. */
        ABSENT
    }

    private static final long DRAW = 0x6661756c74L;

    private final PossibleFaults possible;
    private final Map<String, State> states;

    private Planted(PossibleFaults possible, Map<String, State> states) {
        this.possible = possible;
        this.states = Map.copyOf(states);
    }

    /** Every fault but those of these ids. */
    public static Planted allBut(PossibleFaults possible, String... absent) {
        var states = new HashMap<String, State>();
        possible.gaps().forEach(gap -> states.put(gap.id(), State.PRESENT));
        possible.blunders().forEach(blunder -> states.put(blunder.id(), State.PRESENT));
        possible.flaws().forEach(flaw -> states.put(flaw.id(), State.PRESENT));
        for (var id : absent) {
            states.put(id, State.ABSENT);
        }
        return new Planted(possible, states);
    }

    /** Each fault there or not as the seed has it: half of the missing indexes are missing, most others planted. */
    public static Planted drawn(PossibleFaults possible, long seed) {
        var chance = new Chance(seed, DRAW, 0);
        var states = new HashMap<String, State>();
        for (var gap : possible.gaps()) {
            var share = chance.unit();
            states.put(gap.id(), share < 0.5 ? State.PRESENT : share < 0.75 ? State.CURED : State.ABSENT);
        }
        for (var blunder : possible.blunders()) {
            states.put(blunder.id(), chance.happens(0.6) ? State.PRESENT : State.ABSENT);
        }
        for (var flaw : possible.flaws()) {
            states.computeIfAbsent(flaw.id(), id -> chance.happens(0.75) ? State.PRESENT : State.ABSENT);
        }
        return new Planted(possible, states);
    }

    /** Whether the fault of this id is not there and what suffers from it is not done. */
    public boolean isAbsent(String id) {
        return is(id, State.ABSENT);
    }

    /** The actions that are done. */
    public List<Action> done(List<FaultyAction> actions) {
        return actions.stream()
                .filter(action -> action.suffersFrom().stream().noneMatch(this::isAbsent))
                .map(FaultyAction::action)
                .toList();
    }

    /** The indexes that are there beside those of constraints. */
    public List<PlantedIndex> indexes() {
        var indexes = new ArrayList<>(possible.there());
        possible.gaps().stream().filter(gap -> is(gap.id(), State.CURED)).forEach(gap -> indexes.add(gap.right()));
        present().forEach(blunder -> indexes.add(blunder.index()));
        return List.copyOf(indexes);
    }

    /** The faults that are there, under the present names. */
    public List<Fault> faults(Names names) {
        var faults = new ArrayList<Fault>();
        possible.gaps().stream().filter(gap -> is(gap.id(), State.PRESENT)).forEach(gap -> faults.add(gap.missing()));
        present().forEach(blunder -> faults.add(blunder.bad()));
        possible.flaws().stream().filter(this::isThere).forEach(flaw -> faults.add(flaw.fault()));
        return faults.stream().map(fault -> fault.renamed(names::term)).toList();
    }

    /** The indexes that are there and that nobody should drop; of two duplicates none is such. */
    public Set<String> sound(Names names) {
        var droppable = present().stream()
                .map(Blunder::bad)
                .map(BadIndex::droppable)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        return indexes().stream()
                .map(PlantedIndex::name)
                .filter(name -> !droppable.contains(name))
                .map(names::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<Blunder> present() {
        return possible.blunders().stream()
                .filter(blunder -> is(blunder.id(), State.PRESENT))
                .toList();
    }

    private boolean isThere(Flaw flaw) {
        return !isAbsent(flaw.id())
                && (!flaw.whereMissing() || is(flaw.id(), State.PRESENT))
                && flaw.needs().stream().noneMatch(this::isAbsent);
    }

    private boolean is(String id, State state) {
        return states.get(id) == state;
    }
}
