package dev.parley.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What no text file of the project holds, whatever its language. */
final class TextTidy {
    private static final Pattern TODO = Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b(?!( |\\()#\\d)");
    private static final Pattern OWN_MACHINE = Pattern.compile("(?<![\\w.])/(home|root|work|Users)/[A-Za-z0-9_.]");

    private TextTidy() {}

    static List<Finding> findings(String path, String text) {
        List<Finding> findings = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.indexOf('\t') >= 0) {
                findings.add(new Finding(path, i + 1, "a tab; indent with spaces"));
            }
            if (TODO.matcher(line).find()) {
                findings.add(new Finding(path, i + 1, "an open end without an issue number; write it as TODO #12"));
            }
            if (OWN_MACHINE.matcher(line).find()) {
                findings.add(new Finding(path, i + 1, "an absolute path of somebody's machine"));
            }
        }
        return findings;
    }
}
