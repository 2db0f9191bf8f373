package dev.weft.agent.transform.message;

import java.util.List;

/** A text in which <code>{name}</code> stands for a value. Read by hand: regular expressions would slow down the start. */
final class Template {
    private Template() {}

    /** Adds the names that a text has and the list has not. */
    static void addNames(String text, List<String> names) {
        for (int start = text.indexOf('{'); start >= 0; start = text.indexOf('{', start + 1)) {
            var name = text.substring(start + 1, text.indexOf('}', start));
            if (!names.contains(name)) {
                names.add(name);
            }
        }
    }

    /**
     * Puts values in the place of names.
     *
     * @throws IllegalArgumentException if there are not as many values as names, or one is empty
     */
    static String filled(String text, List<String> names, String... values) {
        if (values.length != names.size()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" takes the values " + names + ", not " + List.of(values));
        }
        var filled = new StringBuilder(text.length() + 100);
        int done = 0;
        for (int brace = text.indexOf('{'); brace >= 0; brace = text.indexOf('{', done)) {
            filled.append(text, done, brace);
            done = text.indexOf('}', brace) + 1;
            var name = text.substring(brace + 1, done - 1);
            filled.append(phrase(name, values[names.indexOf(name)], text.startsWith(".", done)));
        }
        return filled.append(text, done, text.length()).toString();
    }

    /** The value on one line, without a full stop of its own where one follows. */
    private static String phrase(String name, String value, boolean stopFollows) {
        var phrase = new StringBuilder(value.length());
        boolean gap = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ') {
                gap = phrase.length() > 0;
            } else {
                if (gap) {
                    phrase.append(' ');
                    gap = false;
                }
                phrase.append(c);
            }
        }
        if (stopFollows && phrase.length() > 0 && phrase.charAt(phrase.length() - 1) == '.') {
            phrase.setLength(phrase.length() - 1);
        }
        if (phrase.length() == 0) {
            throw new IllegalArgumentException("the value of {" + name + "} is empty");
        }
        return phrase.toString();
    }
}
