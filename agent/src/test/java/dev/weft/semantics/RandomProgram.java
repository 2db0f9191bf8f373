package dev.weft.semantics;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** A program that {@code rules_random_programs.py} made up, and what asyncio printed for it. */
record RandomProgram(String seed, List<List<Operation>> routines, List<String> printed) {
    /** A name, two numbers, and blocks of operations inside. */
    record Operation(String name, int a, int b, List<List<Operation>> blocks) {}

    static List<RandomProgram> parse(List<String> lines) {
        List<RandomProgram> programs = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            String seed = lines.get(at++).replace("program ", "");
            List<List<Operation>> routines = new ArrayList<>();
            while (!lines.get(at).equals("prints")) {
                StringTokenizer words = new StringTokenizer(lines.get(at++));
                words.nextToken();
                routines.add(block(words));
            }
            int end = lines.subList(at, lines.size()).indexOf("end") + at;
            programs.add(new RandomProgram(seed, routines, lines.subList(at + 1, end)));
            at = end + 1;
        }
        return programs;
    }

    /** The operations behind an opening brace. */
    private static List<Operation> block(StringTokenizer words) {
        List<Operation> operations = new ArrayList<>();
        String word = words.nextToken();
        while (!word.equals("}")) {
            int a = Integer.parseInt(words.nextToken());
            int b = Integer.parseInt(words.nextToken());
            String name = word;
            List<List<Operation>> blocks = new ArrayList<>();
            word = words.hasMoreTokens() ? words.nextToken() : "}";
            while (word.equals("{")) {
                blocks.add(block(words));
                word = words.nextToken();
            }
            operations.add(new Operation(name, a, b, blocks));
        }
        return operations;
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
