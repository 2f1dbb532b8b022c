import ImageCollections
import Units

extension BoxReader {
    /// Reads a table with a header: `image,x0,y0,x1,y1` with the class of the object, Open Images, or Kaggle's ImageNet
    /// localization challenge.
    ///
    /// - Throws: ``AnnotationError``: `missingColumns`, and what ``CSV`` throws.
    mutating func readTable(nameColumns: [String]) throws(AnnotationError) {
        let table = try CSV(text: text(path), path: path)
        if let image = table.column("imageid"), let list = table.column("predictionstring") {
            readLists(table, image: image, list: list)
        } else if let image = table.column("imageid"), table.column("xmin") != nil {
            try readOpenImages(table, image: image)
        } else {
            try readBoxes(table, nameColumns: nameColumns)
        }
    }

    /// One row per box: the left, top, right and bottom edges in pixels, measured from the outer corner of the first
    /// pixel. The columns `width` and `height` declare the size of the picture that the box refers to.
    private mutating func readBoxes(_ table: CSV, nameColumns: [String]) throws(AnnotationError) {
        let image = try table.imageColumn()
        let columns = try table.columns(["x0", "y0", "x1", "y1"])
        let size = [["width", "image_width"], ["height", "image_height"]].map {
            $0.lazy.compactMap(table.column).first
        }
        let name = nameColumns.lazy.compactMap(table.column).first
        let index = name == nil ? table.column("class_index") : nil
        for row in table.rows {
            guard let ends = numbers(table, row, columns) else { continue }
            guard let box = ObjectBox(corners: ends) else {
                skip(.invalidBox, table.failure(row, .reversedBox))
                continue
            }
            let text = (name ?? index).map { row[$0] } ?? ""
            let object: BoxAnnotations.ObjectClass
            if index != nil, !text.isEmpty {
                guard let index = Int(text) else {
                    skip(.unknownCategory, table.failure(row, .notANumber(column: "class_index", value: text)))
                    continue
                }
                object = .index(index)
            } else {
                object = text.isEmpty ? .imageLabel(name: nil) : .named(text)
            }
            let declared = size.map { column in column.flatMap { Int(row[$0]) } }
            add(box, frame: BoxFrame(width: declared[0], height: declared[1]), object, image: row.fields[image])
        }
    }

    /// Returns the numbers in some columns of a row; nil if one is not a finite number, which is counted.
    private mutating func numbers(_ table: CSV, _ row: CSV.Row, _ columns: [Int]) -> [Double]? {
        var numbers: [Double] = []
        for column in columns {
            guard let number = Double(row[column]), number.isFinite else {
                skip(
                    row[column].isEmpty ? .noBox : .invalidBox,
                    table.failure(row, .notANumber(column: table.header[column], value: row[column])))
                return nil
            }
            numbers.append(number)
        }
        return numbers
    }

    /// Open Images: one row per box, with edges as fractions of the image's width and height, from 0 at the left or top
    /// edge to 1 at the right or bottom edge. Boxes around groups (`IsGroupOf`) are left out, like crowds in COCO.
    private mutating func readOpenImages(_ table: CSV, image: Int) throws(AnnotationError) {
        let columns = try table.columns(["xmin", "ymin", "xmax", "ymax", "labelname"])
        let group = table.column("isgroupof")
        let names = try classDescriptions()
        for row in table.rows {
            if let group, row[group] == "1" { continue }
            guard let ends = numbers(table, row, Array(columns.prefix(4))) else { continue }
            guard let box = ObjectBox(corners: ends) else {
                skip(.invalidBox, table.failure(row, .reversedBox))
                continue
            }
            guard ends.allSatisfy({ (0...1).contains($0) }) else {
                skip(.invalidBox, table.failure(row, .notFractions))
                continue
            }
            let label = row[columns[4]]
            add(box, frame: .fractions, .named(names[label] ?? label), image: row.fields[image])
        }
    }

    /// The names of Open Images labels, from a table next to the boxes, if there is one: lines of label and name.
    private mutating func classDescriptions() throws(AnnotationError) -> [String: String] {
        let folder = AnnotationFile.folder(of: path)
        for name in [
            "class-descriptions-boxable.csv", "oidv7-class-descriptions-boxable.csv", "class-descriptions.csv",
        ]
        where AnnotationFile.exists(folder + "/" + name) {
            let rows = TextFile.lines(try text(folder + "/" + name, name: name)).map {
                $0.split(separator: ",", maxSplits: 1).map(\.trimmed)
            }
            return Dictionary(rows.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first }
        }
        return [:]
    }

    /// Kaggle's form of the ILSVRC boxes: one row per image, with its boxes one after another as wnid, x and y of the
    /// first pixel, and x and y of the last pixel. The numbers are those of ILSVRC's XML files, which count like Pascal
    /// VOC.
    private mutating func readLists(_ table: CSV, image: Int, list: Int) {
        for row in table.rows {
            let fields = row[list].split(separator: " ").map(String.init)
            guard fields.count.isMultiple(of: 5) else {
                skip(.invalidBox, table.failure(row, .boxList(count: fields.count)))
                continue
            }
            for start in stride(from: 0, to: fields.count, by: 5) {
                let ends = fields[start + 1...start + 4].compactMap(Double.init)
                guard let box = ObjectBox(pixels: ends, countedFrom: 1) else {
                    skip(
                        .invalidBox,
                        ends.count == 4
                            ? table.failure(row, .reversedBox) : table.failure(row, .boxList(count: fields.count)))
                    continue
                }
                add(box, .named(fields[start]), image: row.fields[image])
            }
        }
    }
}
