import java.nio.charset.StandardCharsets;
import java.io.PrintStream;
import java.sql.*;

/** Asks a schema what DBeaver asks when a connection is opened, and one query; answers as lines of cells between tabs. */
class AskPostgres {
    static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    static void print(String kind, ResultSet rows, String... columns) throws SQLException {
        while (rows.next()) {
            String[] cells = new String[columns.length + 1];
            cells[0] = kind;
            for (int at = 0; at < columns.length; at++) cells[at + 1] = rows.getString(columns[at]);
            OUT.println(String.join("\t", cells));
        }
    }

    public static void main(String[] arguments) throws SQLException {
        String url = arguments[0], schema = arguments[1], sql = arguments[2];
        String password = System.getenv("PGPASSWORD");
        try (Connection connection = DriverManager.getConnection(url, "owner", password)) {
            connection.setReadOnly(true);
            DatabaseMetaData known = connection.getMetaData();
            print("table", known.getTables(null, schema, "%", new String[] {"TABLE"}), "TABLE_NAME", "REMARKS");
            print("column", known.getColumns(null, schema, "%", "%"), "TABLE_NAME", "COLUMN_NAME", "TYPE_NAME", "REMARKS");
            print("key", known.getIndexInfo(null, schema, "dim_theme", true, false), "COLUMN_NAME");
            try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
                ResultSetMetaData head = rows.getMetaData();
                String[] columns = new String[head.getColumnCount()];
                for (int at = 0; at < columns.length; at++) columns[at] = head.getColumnLabel(at + 1);
                print("row", rows, columns);
            }
        }
    }
}
