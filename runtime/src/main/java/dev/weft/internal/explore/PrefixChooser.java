package dev.weft.internal.explore;

/** The choices of a run before, up to one that is taken differently; after that, what a loop does by itself. */
final class PrefixChooser extends Chooser {

    private final Choices before; // constant after construction
    private final int position; // constant after construction: -1 for no difference
    private final int alternative; // constant after construction

    private final boolean recorded; // constant after construction
    private final boolean predicted; // constant after construction

    /**
     * Creates a chooser.
     *
     * @param before the choices of the run before
     * @param position the choice that is taken differently; -1 for none
     * @param alternative what is taken there
     * @param recorded whether the run is recorded
     * @param predicted whether the run before was not made, or not as all others: that it goes another way proves nothing then
     */
    PrefixChooser(Choices before, int position, int alternative, boolean recorded, boolean predicted) {
        this.recorded = recorded;
        this.predicted = predicted;
        this.before = before;
        this.position = position;
        this.alternative = alternative;
    }

    @Override
    boolean isRecorded() {
        return recorded;
    }

    @Override
    boolean isPredicted() {
        return predicted;
    }

    @Override
    int choose(int at, ChoiceKind kind, int options) {
        if (at > position) {
            return 0;
        }
        if (before.options(at) != options || before.kind(at) != kind) {
            mismatch("choice " + (at + 1) + " had " + before.options(at) + " alternatives in one run and " + options
                    + " in another that was the same up to there");
            return 0;
        }
        return at == position ? alternative : before.taken(at);
    }

    @Override
    public String toString() {
        if (position < 0) {
            return "FIFO";
        }
        if (before.kind(position) == ChoiceKind.ORDER) {
            return "another order at choice " + (position + 1);
        }
        int number = 0;
        for (int i = 0; i <= position; i++) {
            number += before.kind(i) == before.kind(position) ? 1 : 0;
        }
        return before.kind(position) == ChoiceKind.CANCEL
                ? "cancelled at suspension " + number + (alternative == 1 ? "" : ", as it is about to resume")
                : "fault at call " + number;
    }

    @Override
    void ended(int count) {
        if (count <= position) {
            mismatch("one run had " + count + " choices, and another that was the same up to there at least "
                    + (position + 1));
        }
    }
}
