package dev.weft.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.loop.Activity;
import dev.weft.internal.probe.Variable.Whole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories of accesses, step by step: which end in a race. */
class RaceDetectorTest {

    private static final String BALANCE = "app.Account.balance";

    private final List<Race> races = new ArrayList<>();
    private final RaceDetector detector = new RaceDetector(races::add, new Footprint());
    private final Object account = new Object();
    private final Named food = new Named("food");
    private final Named rent = new Named("rent");

    @Test
    void write_ofAValueReadBeforeAnotherTaskWrote_isARace() {
        reads(food, 1, 21);
        reads(rent, 2, 21);
        writes(rent, 3, 23);
        writes(food, 4, 23);
        assertThat(races).hasSize(1);
        Race race = races.get(0);
        assertThat(race.text(race.by().toString(), race.other().toString()))
                .isEqualTo(
                        "RACE Account.balance: food read it at withdraw:21, awaited, wrote it at withdraw:23; rent had"
                                + " written it at withdraw:23");
        assertThat(race.read().toString()).isEqualTo("app.Account.withdraw(Account.java:21)");
    }

    @Test
    void write_inTheStepOfTheRead_isNone() {
        reads(food, 1, 21);
        reads(rent, 2, 21);
        writes(rent, 3, 23);
        reads(food, 4, 22);
        writes(food, 4, 23);
        assertThat(races).isEmpty();
    }

    @Test
    void write_thatNoOtherTaskCameBefore_isNone() {
        writes(rent, 1, 23);
        reads(food, 2, 21);
        writes(food, 3, 23);
        assertThat(races).isEmpty();
    }

    @Test
    void write_withoutARead_isNone() {
        writes(rent, 1, 23);
        writes(food, 2, 23);
        writes(rent, 3, 23);
        assertThat(races).isEmpty();
    }

    @Test
    void write_behindAWriteOfItsOwn_buildsOnThatNoMore() {
        reads(food, 1, 21);
        writes(food, 2, 23);
        writes(rent, 3, 23);
        writes(food, 4, 25);
        assertThat(races).isEmpty();
    }

    @Test
    void write_ofAnotherTaskBehindOneOfItsOwn_isStillSeen() {
        reads(food, 1, 21);
        writes(rent, 2, 23);
        detector.write(account, BALANCE, "Account.balance", food, 3, place(30));
        assertThat(races).hasSize(1);
    }

    @Test
    void write_ofAnotherObject_isNone() {
        reads(food, 1, 21);
        detector.write(new Object(), BALANCE, "Account.balance", rent, 2, place(23));
        writes(food, 3, 23);
        assertThat(races).isEmpty();
    }

    @Test
    void race_atTheSamePlaces_isReportedOnce() {
        for (int step = 1; step < 20; step += 4) {
            reads(food, step, 21);
            reads(rent, step + 1, 21);
            writes(rent, step + 2, 23);
            writes(food, step + 3, 23);
        }
        assertThat(races).hasSize(1);
    }

    @Test
    void entry_writtenByAnotherTask_isARaceForThatKeyOnly() {
        detector.read(account, "a", food, 1, place(1));
        detector.read(account, "b", food, 1, place(2));
        detector.writeEntry(account, "b", "Cache.entries", rent, 2, place(3));
        detector.writeEntry(account, "a", "Cache.entries", food, 3, place(4));
        assertThat(races).isEmpty();
        detector.writeEntry(account, "b", "Cache.entries", food, 3, place(5));
        assertThat(races).extracting(Race::variable).containsExactly("Cache.entries[b]");
    }

    @Test
    void entry_readBeforeTheCollectionWasCleared_isARace() {
        detector.read(account, "a", food, 1, place(1));
        detector.writeAll(account, "Cache.entries", rent, 2, place(2));
        detector.writeEntry(account, "a", "Cache.entries", food, 3, place(3));
        assertThat(races).extracting(Race::variable).containsExactly("Cache.entries[a]");
    }

    @Test
    void content_whoseSizeWasReadBeforeAnotherTaskAdded_isARace() {
        detector.read(account, Whole.CONTENT, food, 1, place(1));
        detector.writeEntry(account, 7, "Pool.open", rent, 2, place(2));
        detector.writeEntry(account, 8, "Pool.open", food, 3, place(3));
        assertThat(races).extracting(Race::variable).containsExactly("Pool.open");
    }

    @Test
    void key_whoseOwnCodeHasProbes_isLookedUpAllTheSame() {
        Object key = new Object() {
            @Override
            public int hashCode() {
                reads(food, 1, 99);
                writes(food, 1, 99);
                return 1;
            }

            @Override
            public boolean equals(Object other) {
                return this == other;
            }
        };
        detector.read(account, key, food, 1, place(1));
        detector.writeEntry(account, key, "Cache.entries", rent, 2, place(2));
        detector.writeEntry(account, key, "Cache.entries", food, 3, place(3));
        assertThat(races).hasSize(1);
    }

    @Test
    void place_inAnotherClass_isNamedWithIt() {
        detector.read(account, BALANCE, food, 1, "app.Bank$Desk#open#Bank.java#5");
        writes(rent, 2, 23);
        writes(food, 3, 23);
        assertThat(races.get(0).text("food", "rent")).contains("food read it at Desk.open:5, awaited");
    }

    private void reads(Activity by, int step, int line) {
        detector.read(account, BALANCE, by, step, place(line));
    }

    private void writes(Activity by, int step, int line) {
        detector.write(account, BALANCE, "Account.balance", by, step, place(line));
    }

    private static String place(int line) {
        return "app.Account#withdraw#Account.java#" + line;
    }

    private static final class Named extends Activity {

        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        protected void run() {}

        @Override
        public String toString() {
            return name;
        }
    }
}
