package dev.parley.protobuf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A file, a message or an enum while it is put together: what is nested in it, and which names are taken there.
 *
 * <p>Threading: owner thread only.
 */
final class ProtoScope {
    private static final String INDENT = "  ";

    private final String keyword;
    private final String fullName;
    private final Optional<ProtoScope> around;
    private final Set<String> taken = new HashSet<>();

    /** As JSON names them, where neither case nor underscores tell two of them apart. */
    private final Set<String> takenByFields = new HashSet<>();

    private final Map<String, ProtoScope> messages = new HashMap<>();
    private final Map<String, ProtoScope> nested = new TreeMap<>();
    private final List<String> comments = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private ProtoScope(String keyword, String fullName, Optional<ProtoScope> around) {
        this.keyword = keyword;
        this.fullName = fullName;
        this.around = around;
    }

    /** All of a package. */
    static ProtoScope file(String packageName) {
        return new ProtoScope("", "." + packageName, Optional.empty());
    }

    /** From the package on, with a dot in front, so that it means the same wherever it stands. */
    String fullName() {
        return fullName;
    }

    /** What it is nested in; itself if in nothing. */
    ProtoScope around() {
        return around.orElse(this);
    }

    /** A new message in it, which is called that or something like it. */
    ProtoScope addMessage(String wanted) {
        ProtoScope added = add("message", wanted);
        messages.putIfAbsent(wanted, added);
        return added;
    }

    /** A new enum in it; in the message of that name if there is one. */
    ProtoScope addEnum(String wanted) {
        ProtoScope message = messages.get(wanted);
        return message == null ? add("enum", wanted) : message.add("enum", "Constant");
    }

    /** The message of that name, which may have to be made to nest something in it. */
    ProtoScope message(String wanted) {
        ProtoScope known = messages.get(wanted);
        return known == null ? addMessage(wanted) : known;
    }

    private ProtoScope add(String word, String wanted) {
        String name = claim(wanted);
        ProtoScope added = new ProtoScope(word, fullName + "." + name, Optional.of(this));
        nested.put(name, added);
        return added;
    }

    /** A name that nothing else has here. */
    String claim(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** A name for a field, or for a constant of an enum that is nested in it. */
    String claimField(String wanted) {
        String name = wanted;
        for (int i = 2; taken.contains(name) || !takenByFields.add(folded(name)); i++) {
            name = wanted + "_" + i;
        }
        taken.add(name);
        return name;
    }

    /** The same for a map, for which {@code protoc} nests a message in it. */
    String claimMap(String wanted) {
        String name = wanted;
        for (int i = 2; taken.contains(ProtoNames.camel(name) + "Entry"); i++) {
            name = wanted + "_" + i;
        }
        String claimed = claimField(name);
        taken.add(ProtoNames.camel(claimed) + "Entry");
        return claimed;
    }

    private static String folded(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    void comment(String text) {
        comments.add("// " + text);
    }

    void line(String text) {
        lines.add(text);
    }

    /** All that is in it. */
    void write(StringBuilder text) {
        nested.values().forEach(inner -> {
            text.append('\n');
            inner.write(text, "");
        });
    }

    private void write(StringBuilder text, String indent) {
        String inner = indent + INDENT;
        comments.forEach(line -> text.append(indent).append(line).append('\n'));
        String name = fullName.substring(fullName.lastIndexOf('.') + 1);
        text.append(indent).append(keyword).append(' ').append(name).append(" {");
        if (lines.isEmpty() && nested.isEmpty()) {
            text.append("}\n");
            return;
        }
        text.append('\n');
        lines.forEach(line -> text.append(inner).append(line).append('\n'));
        boolean first = lines.isEmpty();
        for (ProtoScope scope : nested.values()) {
            text.append(first ? "" : "\n");
            scope.write(text, inner);
            first = false;
        }
        text.append(indent).append("}\n");
    }
}
