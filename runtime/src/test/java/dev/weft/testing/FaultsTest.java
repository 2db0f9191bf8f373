package dev.weft.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.Coroutine;
import dev.weft.Steps;
import dev.weft.internal.probe.ProbedRun;
import dev.weft.net.Connection;
import dev.weft.testing.Explorer.Cancelling;
import dev.weft.testing.ScheduleFailure.Kind;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {

    private static final String PREFIXES = "dev.weft.agent.test"; // which the agent sets
    private static final Explorer EXPLORER = Explorer.exhaustive().delays(0);

    @BeforeEach
    void pretendProbes() {
        System.setProperty(PREFIXES, "dev.weft");
    }

    @AfterEach
    void forgetProbes() {
        System.clearProperty(PREFIXES);
    }

    private static ScheduleFailure failure(Explorer explorer, Supplier<? extends Scenario> scenario) {
        ScheduleFailure failure = catchThrowableOfType(ScheduleFailure.class, () -> explorer.check(scenario));
        assertThat(failure).isNotNull();
        return failure;
    }

    /** A transfer, whose two halves are calls that a probe sees. */
    private static final class Transfer implements Scenario {

        private final boolean paysBack;
        private int from = 100;
        private int to;

        Transfer(boolean paysBack) {
            this.paysBack = paysBack;
        }

        private static Coroutine<?> called(String method, Coroutine<?> made) {
            return Objects.requireNonNull(ProbedRun.current()).watch().called(method, made);
        }

        @Override
        public Coroutine<?> body() {
            return Steps.of(
                            "transfer",
                            x -> called("Bank.debit", Steps.of("debit", y -> from -= 10)),
                            x -> called("Bank.credit", Steps.of("credit", y -> to += 10)))
                    .rescuedBy(thrown -> {
                        if (paysBack && from < 100) {
                            from += 10;
                        }
                        return null;
                    });
        }

        @Override
        public Coroutine<?> after() {
            return Steps.of("after", x -> {
                if (from + to != 100) {
                    throw new IllegalStateException("the sum is " + (from + to));
                }
                return null;
            });
        }
    }

    private static final Faults REFUSED = Faults.at("Bank.credit").fail(() -> new IOException("refused"));

    @Test
    void fail_ofACall_isAChoiceThatIsReplayed() {
        ScheduleFailure failure = failure(EXPLORER.faults(REFUSED), () -> new Transfer(false));

        assertThat(failure.kind()).isEqualTo(Kind.THROWN);
        assertThat(failure).hasMessageContaining("the sum is 90").hasMessageContaining("(Bank.credit fails)");
        Explorer replay = Explorer.replay(Schedule.parse(failure.schedule().toString()));
        assertThat(failure(replay.faults(REFUSED), () -> new Transfer(false))).hasMessage(failure.getMessage());
        assertThat(EXPLORER.faults(REFUSED).check(() -> new Transfer(true)).schedules())
                .isEqualTo(2);
    }

    @Test
    void replay_withoutTheFaults_saysWhatIsMissing() {
        ScheduleFailure failure = failure(EXPLORER.faults(REFUSED), () -> new Transfer(false));

        ScheduleFailure replayed = failure(Explorer.replay(failure.schedule()), () -> new Transfer(false));
        assertThat(replayed.kind()).isEqualTo(Kind.NOT_DETERMINISTIC);
        assertThat(replayed).hasMessageContaining("found with faults").hasMessageContaining(".faults(...)");
        assertThat(replayed.schedule()).isEqualTo(failure.schedule());
    }

    @Test
    void failAfter_ofACall_losesTheAnswerAndNotTheWork() {
        Faults unanswered = Faults.at("Bank.*").failAfter(() -> new IOException("no answer"));

        assertThat(failure(EXPLORER.faults(unanswered), () -> new Transfer(true)))
                .hasMessageContaining("the sum is 110")
                .hasMessageContaining("(Bank.debit fails when its work is done)");
    }

    @Test
    void slow_ofACall_takesVirtualTime() {
        Faults slow = Faults.at("Bank.debit").slow(Duration.ofHours(1));

        assertThat(EXPLORER.faults(slow).check(() -> new Transfer(false)).schedules())
                .isEqualTo(2);
    }

    @Test
    void faults_withoutTheOptionOfTheAgent_areNoPass() {
        forgetProbes();
        ScheduleFailure failure = failure(EXPLORER.faults(REFUSED), () -> new Transfer(true));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_WOVEN);
        assertThat(failure).hasMessageContaining("test=PREFIX");
    }

    @Test
    void at_ofMethodsThatNobodyCalls_isNoPass() {
        Faults misspelt = Faults.at("Bank.debits")
                .fail(IOException::new)
                .and(REFUSED)
                .and(Faults.at("Shop.*").slow(Duration.ofSeconds(1)));

        for (Explorer explorer : List.of(EXPLORER, Explorer.random(1).schedules(5))) {
            ScheduleFailure failure = failure(explorer.faults(misspelt), () -> new Transfer(true));

            assertThat(failure.kind()).isEqualTo(Kind.NOT_WOVEN);
            assertThat(failure)
                    .hasMessageContaining("Faults.at(\"Shop.*\", \"Bank.debits\") has met no call")
                    .hasMessageContaining("Called were: Bank.credit, Bank.debit");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bank.debit",
                "Bank.*",
                "Shop.Bank.debit",
                "Shop$Bank.debit",
                "Shop.Bank.*",
                "com.acme.Shop.Bank.debit",
                "com.acme.Shop$Bank.*",
            })
    void at_ofAClassByAnyOfItsNames_meetsTheCall(String method) {
        Faults refused = Faults.at(method).fail(() -> new IOException("refused"));

        ScheduleFailure failure = failure(EXPLORER.faults(refused), () -> nested());
        assertThat(failure).hasMessageContaining("refused").hasMessageContaining("(Bank.debit fails)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ank.debit", "Shop.debit", "Shop.*", "acme.Bank.debit", "Bank.debits"})
    void at_ofAnotherName_isNoPass(String method) {
        ScheduleFailure failure = failure(EXPLORER.faults(Faults.at(method).fail(IOException::new)), () -> nested());

        assertThat(failure.kind()).isEqualTo(Kind.NOT_WOVEN);
        assertThat(failure).hasMessageContaining("Called were: Bank.debit");
    }

    private static Scenario nested() {
        return () -> Steps.of("body", x -> Transfer.called("com.acme.Shop$Bank.debit", Steps.of("debit", y -> null)));
    }

    @Test
    void ofConnections_whereNoneIsOpened_isNoPass() {
        Explorer explorer = EXPLORER.faults(Faults.ofConnections(Duration.ofMillis(20)));
        for (Explorer each : List.of(explorer, explorer.cancelling(Cancelling.MAIN))) {
            ScheduleFailure failure = failure(each, () -> nested());

            assertThat(failure.kind()).isEqualTo(Kind.NOT_WOVEN);
            assertThat(failure).hasMessageContaining("Faults.ofConnections has met no bytes");
        }
    }

    @Test
    void slow_ofANegativeTime_throws() {
        assertThatThrownBy(() -> REFUSED.slow(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slow(PT-1S): zero or more was expected");
    }

    @Test
    void at_ofWhatIsNoMethod_throws() {
        assertThatThrownBy(() -> Faults.at("debit"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"Bank.debit\"");
    }

    /** A reader that takes what arrives first for the whole message. */
    private static Scenario reading(boolean exactly) {
        Connection.@Nullable Pair[] pair = new Connection.@Nullable Pair[1];
        return () -> Steps.of(
                        "body",
                        x -> {
                            Connection.Pair open = Connection.memoryPair();
                            pair[0] = open;
                            open.client().writer().write("hello".getBytes(US_ASCII));
                            return exactly
                                    ? open.server().reader().readExactly(5)
                                    : open.server().reader().read(64);
                        },
                        bytes -> {
                            String text = new String((byte[]) Objects.requireNonNull(bytes), US_ASCII);
                            if (!text.equals("hello")) {
                                throw new IllegalStateException("got " + text);
                            }
                            return null;
                        })
                .rescuedBy(lost -> "hello".getBytes(US_ASCII));
    }

    @Test
    void connections_inMemory_takeNoDirectMemory() {
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow();
        long before = direct.getTotalCapacity();
        EXPLORER.check(() -> reading(true));
        assertThat(direct.getTotalCapacity()).isLessThanOrEqualTo(before);
    }

    @Test
    void connections_whoseBytesComeInPieces_showWhoTakesThePartForTheWhole() {
        Explorer explorer = EXPLORER.faults(Faults.ofConnections(Duration.ofMillis(20)));

        ScheduleFailure failure = failure(explorer, () -> reading(false));

        assertThat(failure).hasMessageContaining("got h").hasMessageContaining("1 of 5 bytes arrive");
        Exploration mended = explorer.check(() -> reading(true));
        assertThat(mended.complete()).isTrue();
        assertThat(mended.schedules()).isEqualTo(1 + 1 + 4 + 6); // as it is, late, cut at each byte, lost after each
    }
}
