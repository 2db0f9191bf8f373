package dev.weft.agent.transform.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Compares the table of all messages in the agent's README with the catalogue. */
class MessagePageTest {
    private static final Path PAGE = Path.of("README.md");
    private static final String BEGIN = "<!-- messages: written by MessagePageTest with -Dweft.golden=write -->\n";
    private static final String END = "<!-- end of messages -->\n";

    @Test
    void table_inTheReadme_isTheCatalogue() throws IOException {
        var page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(page).contains(BEGIN, END);
        if ("write".equals(System.getProperty("weft.golden"))) {
            Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
        }
        assertThat(Files.readString(PAGE).substring(begin))
                .as("the messages in agent/README.md; mvn -pl agent -am test -Dtest=MessagePageTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dweft.golden=write brings them up to date")
                .startsWith(table() + END);
    }

    private static String table() {
        var table = new StringBuilder("""
                | number | severity | what is wrong, and why | what to do |
                | --- | --- | --- | --- |
                """);
        for (var message : Message.values()) {
            table.append("| ").append(message.code());
            table.append(" | ").append(message.severity().name().toLowerCase(Locale.ROOT));
            table.append(" | ").append(texts(message, Wording::problem));
            table.append("<br>_Why:_ ").append(escaped(message.explanation()));
            table.append(" | ").append(texts(message, Wording::remedy)).append(" |\n");
        }
        return table.toString();
    }

    private static String texts(Message message, Function<Wording, String> text) {
        return wordings(message).stream()
                .map(text)
                .distinct()
                .map(MessagePageTest::escaped)
                .collect(Collectors.joining("<br>Or: "));
    }

    private static List<Wording> wordings(Message message) {
        return Arrays.stream(Wording.values())
                .filter(wording -> wording.message() == message)
                .toList();
    }

    private static String escaped(String text) {
        return text.replace("<", "\\<").replace(">", "\\>").replace('{', '_').replace('}', '_');
    }
}
