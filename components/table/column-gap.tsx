/** Keeps the place of `columns` columns that are out of sight. */
export function ColumnGap({ columns }: { columns: number }) {
  return columns <= 0 ? null : <td aria-hidden colSpan={columns} className="border-b p-0" />;
}
