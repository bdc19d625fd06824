/** The lines of a label as [plain, bold]: its last line ends with the figure, which no name of an area is taken for. */
export function runsOf(lines, figure) {
  const last = lines.length - 1;
  return lines.map((line, number) => (figure && number === last ? [line.slice(0, -figure.length), figure] : [line, '']));
}
