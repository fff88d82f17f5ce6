package io.howdah.engine.catalog;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A list of relations in which none is searched for one by one: a rule may ask for a relation of each of ten thousand. */
final class RelationsByName extends AbstractList<Relation> implements RandomAccess {

    private final List<Relation> relations;
    private volatile @Nullable Names names;

    /**
     * Where to look.
     *
     * @param simple by their names without the schema
     * @param parents those of which another is a partition or an heir
     */
    private record Names(
            Map<QualifiedName, Relation> full, Map<String, List<Relation>> simple, Set<QualifiedName> parents) {}

    private RelationsByName(List<Relation> relations) {
        this.relations = relations;
    }

    static RelationsByName of(List<Relation> relations) {
        return relations instanceof RelationsByName known ? known : new RelationsByName(List.copyOf(relations));
    }

    Optional<Relation> named(QualifiedName name) {
        return Optional.ofNullable(names().full().get(name));
    }

    List<Relation> named(String name) {
        return names().simple().getOrDefault(name, List.of());
    }

    boolean isParent(QualifiedName name) {
        return names().parents().contains(name);
    }

    private Names names() {
        var known = names;
        if (known == null) {
            known = read();
            names = known;
        }
        return known;
    }

    private Names read() {
        var full = HashMap.<QualifiedName, Relation>newHashMap(relations.size());
        relations.forEach(r -> full.putIfAbsent(r.name(), r));
        var simple =
                relations.stream().collect(Collectors.groupingBy(r -> r.name().name()));
        var parents =
                relations.stream().flatMap(r -> Stream.ofNullable(r.parent())).collect(Collectors.toSet());
        return new Names(full, simple, parents);
    }

    @Override
    public Relation get(int index) {
        return relations.get(index);
    }

    @Override
    public int size() {
        return relations.size();
    }
}
