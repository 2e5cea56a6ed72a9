// Runs the SQL on standard input, statement by statement, and prints the rows of the last as JSON.
import { DuckDBInstance } from '@duckdb/node-api';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
let sql = '';
for await (const piece of process.stdin) sql += piece;
let rows = [];
for (const statement of sql.split(';')) {
  if (statement.trim() === '') continue;
  rows = (await connection.runAndReadAll(statement)).getRowsJson();
}
console.log(JSON.stringify(rows));
