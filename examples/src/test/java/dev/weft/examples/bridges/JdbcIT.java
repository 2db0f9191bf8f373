package dev.weft.examples.bridges;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.run;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.sync.Semaphore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** JDBC, which blocks, on threads of the loop's executor, while the loop goes on: against H2 and PostgreSQL. */
@Timeout(120)
class JdbcIT {
    private static final int CONNECTIONS = 4;
    private static final int TRANSFERS = 40;

    @Test
    void h2_isUsedThroughThreads() {
        String url = "jdbc:h2:mem:bank;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000";
        assertThat(run(() -> bank(url))).isEqualTo("tea 60, cake 140");
        assertThatThrownBy(() -> run(() -> transfer(url, new Semaphore(1), "tea", "cake", 61)))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void postgreSql_isUsedThroughThreads() throws Exception {
        try (PostgreSql server = PostgreSql.start()) {
            String url = server.url();
            assertThat(run(() -> bank(url))).isEqualTo("tea 60, cake 140");
            assertThatThrownBy(() -> run(() -> transfer(url, new Semaphore(1), "tea", "cake", 61)))
                    .isInstanceOf(SQLException.class);
            assertThat(run(() -> turnsDuring(url, "SELECT pg_sleep(0.05)"))).isGreaterThan(1);
        }
    }

    /** Fills a bank, makes transfers at the same time, and returns the accounts. */
    @Async
    private static Coroutine<String> bank(String url) throws SQLException {
        await(
                toThread(() -> execute(
                        url,
                        "CREATE TABLE account (name VARCHAR(10) PRIMARY KEY, balance INT CHECK (balance >= 0))",
                        "INSERT INTO account VALUES ('tea', 100), ('cake', 100)")),
                SQLException.class);
        Semaphore connections = new Semaphore(CONNECTIONS);
        List<Coroutine<Void>> transfers = new ArrayList<>();
        for (int i = 0; i < TRANSFERS; i++) {
            transfers.add(transfer(url, connections, "tea", "cake", 1));
        }
        await(gather(transfers));
        int tea = await(toThread(() -> balance(url, "tea")), SQLException.class);
        int cake = await(toThread(() -> balance(url, "cake")), SQLException.class);
        return completed("tea " + tea + ", cake " + cake);
    }

    @Async
    static Coroutine<Void> transfer(String url, Semaphore connections, String from, String to, int amount)
            throws SQLException {
        await(connections.hold(() -> toThread(() -> transferBlocking(url, from, to, amount))), SQLException.class);
        return completed();
    }

    private static void transferBlocking(String url, String from, String to, int amount) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            try (PreparedStatement add =
                    connection.prepareStatement("UPDATE account SET balance = balance + ? WHERE name = ?")) {
                add.setInt(1, -amount);
                add.setString(2, from);
                add.executeUpdate();
                add.setInt(1, amount);
                add.setString(2, to);
                add.executeUpdate();
            }
            connection.commit();
        }
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static int balance(String url, String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement query = connection.prepareStatement("SELECT balance FROM account WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** Counts the turns of the loop while a statement blocks its thread. */
    @Async
    private static Coroutine<Integer> turnsDuring(String url, String statement) {
        Task<Void> blocked = createTask(toThread(() -> execute(url, statement)));
        int turns = 0;
        for (; !blocked.isDone(); turns++) {
            await(yieldNow());
        }
        return completed(turns);
    }
}
