// Workbooks by exceljs and SheetJS, documents by docx; reads the jobs that with_node.py writes. Needs `npm install exceljs xlsx docx`.
'use strict';
const fs = require('fs');
const ExcelJS = require('exceljs');
const XLSX = require('xlsx');
const D = require('docx');

const STAMP = new Date(Date.UTC(2026, 9, 20, 9));
const THIN = { style: 'thin' };

async function makeWithExceljs(job) {
  const book = new ExcelJS.Workbook();
  book.created = book.modified = STAMP;
  for (const wanted of job.sheets) {
    const sheet = book.addWorksheet(wanted.name, { pageSetup: { paperSize: 9, fitToPage: true, fitToHeight: 0 } });
    for (const [column, width] of Object.entries(wanted.widths)) sheet.getColumn(+column + 1).width = width;
    for (const [row, height] of Object.entries(wanted.heights)) sheet.getRow(+row + 1).height = height;
    for (const cell of wanted.cells) {
      if (cell.height > 1 || cell.width > 1) {
        sheet.mergeCells(cell.row + 1, cell.column + 1, cell.row + cell.height, cell.column + cell.width);
      }
      const target = sheet.getCell(cell.row + 1, cell.column + 1);
      if (cell.text !== '') target.value = cell.text;
      target.alignment = { horizontal: cell.align, vertical: 'middle', wrapText: true };
      target.font = { name: '宋体', size: cell.size, bold: cell.bold };
      if (cell.border) target.border = { top: THIN, left: THIN, bottom: THIN, right: THIN };
    }
    for (const picture of wanted.pictures) {
      const id = book.addImage({ base64: picture.data, extension: picture.extension === 'jpg' ? 'jpeg' : picture.extension });
      const tl = { nativeCol: picture.column, nativeColOff: picture.inside * 9525, nativeRow: picture.row, nativeRowOff: 19050 };
      sheet.addImage(id, { tl, ext: { width: picture.width, height: picture.height }, editAs: 'oneCell' });
    }
  }
  await book.xlsx.writeFile(job.path);
}

function makeWithSheetjs(job) {
  const book = XLSX.utils.book_new();
  book.Props = { CreatedDate: STAMP };
  for (const wanted of job.sheets) {
    const sheet = { '!merges': [], '!cols': [] };
    let rows = 0;
    let columns = 0;
    for (const cell of wanted.cells) {
      const at = XLSX.utils.encode_cell({ r: cell.row, c: cell.column });
      const last = { r: cell.row + cell.height - 1, c: cell.column + cell.width - 1 };
      if (cell.text !== '') sheet[at] = { t: typeof cell.text === 'number' ? 'n' : 's', v: cell.text };
      if (cell.height > 1 || cell.width > 1) sheet['!merges'].push({ s: { r: cell.row, c: cell.column }, e: last });
      rows = Math.max(rows, last.r);
      columns = Math.max(columns, last.c);
    }
    for (const [column, width] of Object.entries(wanted.widths)) sheet['!cols'][+column] = { wch: width };
    sheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows, c: columns } });
    XLSX.utils.book_append_sheet(book, sheet, wanted.name);
  }
  XLSX.writeFile(book, job.path, { compression: true });
}

const textRuns = (text, line, underlined) =>
  text.split('\n').map((part, number) => new D.TextRun({
    text: part, break: number ? 1 : 0, bold: line.bold, size: (line.size || 11) * 2, underline: underlined ? {} : undefined, font: '宋体',
  }));

function imageRun(picture) {
  const floating = {
    horizontalPosition: { relative: D.HorizontalPositionRelativeFrom.CHARACTER, offset: 914400 },
    verticalPosition: { relative: D.VerticalPositionRelativeFrom.PARAGRAPH, offset: -60000 },
    allowOverlap: true,
  };
  return new D.ImageRun({
    type: picture.extension === 'jpg' ? 'jpg' : 'png', data: Buffer.from(picture.data, 'base64'),
    transformation: { width: picture.width, height: picture.height }, ...(picture.anchor === 'float' ? { floating } : {}),
  });
}

function paragraph(line, pictures) {
  const picture = line.spot && pictures[line.spot];
  let children = line.runs ? line.runs.flatMap(([text, underlined]) => textRuns(text, line, underlined)) : textRuns(line.text, line);
  if (picture) {
    const cut = line.text.indexOf('：') + 1;
    children = [...textRuns(line.text.slice(0, cut), line), imageRun(picture), ...textRuns(line.text.slice(cut), line)];
  }
  return new D.Paragraph({ alignment: line.align, children, heading: line.heading ? D.HeadingLevel.HEADING_1 : undefined });
}

function table(wanted, pictures) {
  const height = (row) => (wanted.heights[row] ? { value: wanted.heights[row] * 20, rule: D.HeightRule.ATLEAST } : undefined);
  const rows = Array.from({ length: wanted.rows }, (_, row) => new D.TableRow({
    height: height(row),
    children: wanted.cells.filter((cell) => cell.row === row).sort((a, b) => a.column - b.column).map((cell) => new D.TableCell({
      columnSpan: cell.width > 1 ? cell.width : undefined, rowSpan: cell.height > 1 ? cell.height : undefined, verticalAlign: 'center',
      children: String(cell.text).split('\n').map((text, number) =>
        paragraph({ text, bold: cell.bold, align: cell.align, spot: number ? '' : cell.spot }, pictures)),
    })),
  }));
  return new D.Table({ rows, width: { size: 100, type: D.WidthType.PERCENTAGE }, columnWidths: wanted.widths.map((width) => Math.round(width * 110)) });
}

async function makeWithDocx(job) {
  const children = job.blocks.map((block) => (block.cells ? table(block, job.pictures) : paragraph(block, job.pictures)));
  const document = new D.Document({ creator: '办公室', sections: [{ children }] });
  fs.writeFileSync(job.path, await D.Packer.toBuffer(document));
}

const MAKERS = { exceljs: makeWithExceljs, sheetjs: makeWithSheetjs, docx: makeWithDocx };
(async () => {
  for (const job of JSON.parse(fs.readFileSync(process.argv[2]))) await MAKERS[job.maker](job);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
