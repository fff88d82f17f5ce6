package io.howdah.engine.advise.security;

import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.schema.Mentions;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Sees views over tables with row-level security that read them with the rights of their owner. */
public final class DefinerViewRule implements Rule {

    private static final String GRANT = "grant it only to roles that may see every row";
    private static final List<String> FEW =
            List.of("For a report over all tenants: it stays as it is, and REVOKE takes it from all others.");

    @Override
    public String slug() {
        return "definer-view";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var secured = OwnTables.of(scene.catalog()).stream()
                .filter(Relation::rowSecurity)
                .toList();
        var reader = new Mentions.Reader(scene.catalog());
        return secured.isEmpty()
                ? List.of()
                : scene.catalog().relations().stream()
                        .filter(v -> v.viewDefinition() != null && OwnTables.isOwn(v))
                        .filter(v -> v.kind() == Relation.Kind.MATERIALIZED_VIEW || !isInvoker(v))
                        .flatMap(
                                v -> shown(reader, v, secured)
                                        .filter(t -> isPast(scene, v, t))
                                        .map(t -> finding(scene, v, t))
                                        .stream())
                        .toList();
    }

    /** Whether the policies leave the view's owner alone; rows that are kept have none whoever asks. */
    private static boolean isPast(Scene scene, Relation view, Relation table) {
        return view.kind() == Relation.Kind.MATERIALIZED_VIEW
                || Unbound.reason(scene.catalog(), table, view.owner()).isPresent();
    }

    private static boolean isInvoker(Relation view) {
        var word = view.options().getOrDefault("security_invoker", "false").toLowerCase(Locale.ROOT);
        return Set.of("true", "t", "on", "1", "yes", "y").contains(word);
    }

    private static Optional<Relation> shown(Mentions.Reader reader, Relation view, List<Relation> secured) {
        var mentions = reader.read(Objects.requireNonNullElse(view.viewDefinition(), ""));
        return secured.stream().filter(mentions::names).findFirst();
    }

    private static Decision asWhoeverAsks(Relation view, Relation table) {
        return Decision.whether(
                "let it read with the rights of whoever asks",
                List.of("Whoever reads the view then needs the right to read " + table.name() + "."),
                "ALTER VIEW " + view.name().quoted() + " SET (security_invoker = true)");
    }

    private Finding finding(Scene scene, Relation view, Relation table) {
        boolean materialized = view.kind() == Relation.Kind.MATERIALIZED_VIEW;
        boolean since15 = scene.catalog().server().major() >= 15 && !materialized;
        return Finding.of(
                        slug(),
                        Severity.WARNING,
                        view.name().toString(),
                        "%s shows rows of %s past its policies".formatted(view.name(), table.name()),
                        materialized
                                ? "A materialized view holds the rows that its owner saw, and has no policies of its own."
                                : "A view reads with the rights of its owner, here " + Name.quoted(view.owner())
                                        + ": whoever may read the view sees what the owner sees.",
                        List.of(Evidence.catalog("security_invoker is not set; owner " + Name.quoted(view.owner()))))
                .deciding(since15 ? asWhoeverAsks(view, table).or(GRANT, FEW) : Decision.whether(GRANT, FEW));
    }
}
