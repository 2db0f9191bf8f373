package dev.weft.internal.explore;

/** Choices from a list; after its end, what a loop does by itself. */
final class ListChooser extends Chooser {

    private final int[] list; // constant after construction
    private final boolean exact; // constant after construction: whether the run must meet as many choices as these

    ListChooser(int[] list, boolean exact) {
        this.list = list;
        this.exact = exact;
    }

    @Override
    public String toString() {
        return "replay";
    }

    @Override
    int choose(int position, ChoiceKind kind, int options) {
        if (position >= list.length) {
            return 0;
        }
        if (list[position] >= options) {
            mismatch("choice " + (position + 1) + " is " + list[position] + ", but the run had " + options
                    + " alternatives there");
            return 0;
        }
        return list[position];
    }

    @Override
    void ended(int count) {
        if (exact && count != list.length) {
            mismatch("the schedule has " + list.length + " choices, but the run had " + count);
        }
    }
}
