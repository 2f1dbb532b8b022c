import ImageCollections
import Units

/// The boxes of benchmarks of weakly supervised localization, in the files as published.
extension BoxReader {
    /// The folder of the files: the given one, or the one that contains the given file.
    private var folder: String { AnnotationFile.isFolder(path) ? path : AnnotationFile.folder(of: path) }

    /// Returns the lines of a file, split into fields at `separator`, with their line numbers; blank lines are left
    /// out.
    private mutating func fields(
        _ name: String, in folder: String, separator: Character
    ) throws(AnnotationError) -> [(line: Int, fields: [String])] {
        TextFile.lines(try text(folder + "/" + name, name: name)).enumerated().filter { !$0.element.isEmpty }.map {
            ($0.offset + 1, $0.element.split(separator: separator).map(\.trimmed))
        }
    }

    /// wsolevaluation: `localization.txt` has lines `path,x0,y0,x1,y1`, in pixels of the sizes in `image_sizes.txt`
    /// (`path,width,height`) if that file is in the same folder. Objects belong to the class of the image's label.
    ///
    /// The numbers are edges, measured from the outer corner of the first pixel. That the evaluation counts both end
    /// pixels is part of its protocol, for computed and annotated boxes alike, not of the boxes.
    mutating func readWSOL() throws(AnnotationError) {
        let folder = folder
        let list = AnnotationFile.isFolder(path) ? "localization.txt" : ImagePath(path).fileName.text
        var sizes: [ImagePath: BoxFrame] = [:]
        if AnnotationFile.exists(folder + "/image_sizes.txt") {
            for (_, fields) in try fields("image_sizes.txt", in: folder, separator: ",") where fields.count == 3 {
                sizes[ImagePath(fields[0])] = BoxFrame(width: Int(fields[1]), height: Int(fields[2]))
            }
        }
        for (line, fields) in try fields(list, in: folder, separator: ",") {
            guard fields.count == 5, let box = ObjectBox(corners: fields.dropFirst().compactMap(Double.init)) else {
                skip(.invalidBox, .line(path: folder + "/" + list, line: line, .benchmarkBox("path,x0,y0,x1,y1")))
                continue
            }
            add(box, frame: sizes[path: fields[0]] ?? .image, .imageLabel(name: nil), image: fields[0])
        }
    }

    /// CUB-200-2011: `bounding_boxes.txt` has lines with the number of an image, x, y, width and height in pixels.
    /// `images.txt` names the images; `image_class_labels.txt` and `classes.txt` name the objects, which belong to the
    /// class of the image's label.
    mutating func readCUB() throws(AnnotationError) {
        let folder = folder
        func table(_ name: String, isNeeded: Bool) throws(AnnotationError) -> [String: String] {
            guard isNeeded || AnnotationFile.exists(folder + "/" + name) else { return [:] }
            let rows = try fields(name, in: folder, separator: " ").map(\.fields).filter { $0.count >= 2 }
            return Dictionary(rows.map { ($0[0], $0.dropFirst().joined(separator: " ")) }) { first, _ in first }
        }
        let images = try table("images.txt", isNeeded: true)
        let labels = try table("image_class_labels.txt", isNeeded: false)
        let classes = try table("classes.txt", isNeeded: false)
        let path = folder + "/bounding_boxes.txt"
        for (line, fields) in try fields("bounding_boxes.txt", in: folder, separator: " ") {
            guard fields.count == 5, let box = ObjectBox(origin: fields.dropFirst().compactMap(Double.init)) else {
                skip(.invalidBox, .line(path: path, line: line, .benchmarkBox("image x y width height")))
                continue
            }
            guard let image = images[fields[0]] else {
                skip(.unknownImage, .line(path: path, line: line, .unlistedImage(fields[0])))
                continue
            }
            add(box, .imageLabel(name: labels[fields[0]].flatMap { classes[$0] }), image: image)
        }
    }

    /// Tiny ImageNet: `val_annotations.txt` has lines with an image, its wnid, and the x and y of the first and the
    /// last pixel; `n01443537_boxes.txt` has the same without the wnid, which is in the name of the file. Pixels count
    /// from 0, in images of 64×64.
    mutating func readTinyImageNet(_ files: [BoxFormat.BoxFile]) throws(AnnotationError) {
        for file in files {
            let lines = TextFile.lines(try text(file.path, name: file.path == path ? "" : file.name))
            let name = ImagePath(file.name).fileName.text
            let wnid = name == "val_annotations.txt" ? nil : name.split(separator: "_").first.map(String.init)
            for (place, line) in lines.enumerated() where !line.isEmpty {
                let fields = line.split(separator: "\t").map(\.trimmed)
                let count = wnid == nil ? 6 : 5
                guard fields.count == count,
                    let box = ObjectBox(pixels: fields.suffix(4).compactMap(Double.init), countedFrom: 0)
                else {
                    skip(
                        .invalidBox,
                        .line(
                            path: file.path, line: place + 1,
                            .benchmarkBox(wnid == nil ? "image wnid x0 y0 x1 y1" : "image x0 y0 x1 y1")))
                    continue
                }
                add(
                    box, frame: .size(width: 64, height: 64), .named(wnid ?? fields[1]), image: fields[0])
            }
        }
    }
}
