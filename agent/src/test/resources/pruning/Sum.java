package lib;

import java.util.function.Consumer;

public class Sum {
    public int value;
    public Consumer<Integer> adder() { return each -> value += each; }
}
