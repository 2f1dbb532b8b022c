import Annotations
import TestSupport
import Units

extension InputCase {
    static let classLists: [InputCase] = [
        list("One name per line", "", "cat\ndog\n", as: "cat|dog"),
        list(
            "One name per line", "numbers that are parts of names", "boeing 707\nboeing 747\n",
            as: "boeing 707|boeing 747"),
        list("One name per line", "one name, numbered", "class 0\nclass 1\n", as: "class 0|class 1"),
        list("One name per line", "names that are numbers", "0\n1\n10\n2\n", as: "0|1|10|2"),
        list("One name per line", "in quotes", "\"cat\"\n\"dog\"\n", as: "cat|dog"),
        list("One name per line", "with commas", "cat, puss\ndog\n", as: "cat, puss|dog"),
        list("One name per line", "an empty line", "cat\n\ndog\n", line: 2, refused: .missingValue(column: "name")),
        list("One number and name per line", "spaces", "1 dog\n0 cat\n", as: "cat|dog"),
        list("One number and name per line", "tabs", "0\tcat\n1\tdog\n", as: "cat|dog"),
        list("One number and name per line", "colons", "0: cat\n1: dog\n", as: "cat|dog"),
        list(
            "One number and name per line", "commas without a header", "1,dog\n0,\"cat, puss\"\n", as: "cat, puss|dog"),
        list("One number and name per line", "semicolons without a header", "0;cat\n1;dog\n", as: "cat|dog"),
        list("One number and name per line", "counted from 1", "2 dog\n1 cat\n3 7 up\n", as: "cat|dog|7 up"),
        list("One number and name per line", "with zeros before", "02 dog\n01 cat\n", as: "cat|dog"),
        list("One number and name per line", "one missing", "0 cat\n1 dog\n3 fish\n", refused: .missingIndex(2)),
        list("One number and name per line", "a full stop", "1. dog\n0. cat\n", as: "cat|dog"),
        list("One number and name per line", "a bracket", "1) dog\n0) cat\n", as: "cat|dog"),
        list("One number and name per line", "a dash", "1 - dog\n0 - cat\n", as: "cat|dog"),
        list("One number and name per line", "as copied from a program", "1: 'dog',\n0: 'cat',\n", as: "cat|dog"),
        list("One number and name per line", "more columns", "1\tdog\tbarks\n0\tcat\tmews\n", as: "cat|dog"),
        list("One number and name per line", "joined to the name", "00_cat\n01_dog\n", as: "00_cat|01_dog"),
        list("One name per line", "with commas at the ends", "\"cat\",\n\"dog\"\n", as: "cat|dog"),
        list("CUB", "its numbers", "2 002.Dog\n1 001.Cat\n", as: "001.Cat|002.Dog"),
        list("Places", "its numbers", "/b/bar 1\n/a/attic/outdoor 0\n", as: "attic/outdoor|bar"),
        list("One name and number per line", "spaces", "dog 1\nblack cat 0\n", as: "black cat|dog"),
        list("One name and number per line", "commas", "dog,1\ncat,0\n", as: "cat|dog"),
        list(
            "One wnid and name per line", "ImageNet's synset_words.txt",
            "n01440764 tench, Tinca tinca\nn01443537 goldfish\n",
            as: "tench, Tinca tinca (n01440764)|goldfish (n01443537)"),
        list(
            "One wnid and name per line", "tabs", "n01440764\ttench\nn01443537\tgoldfish\n",
            as: "tench (n01440764)|goldfish (n01443537)"),
        list("One wnid and name per line", "commas", "n01440764,tench\n", as: "tench (n01440764)"),
        list(
            "One wnid and name per line", "numbers before", "1 n01443537 goldfish\n0 n01440764 tench\n",
            as: "tench (n01440764)|goldfish (n01443537)"),
        list(
            "One wnid and name per line", "the wnid alone", "n01440764\nn01443537\n",
            as: "n01440764 (n01440764)|n01443537 (n01443537)"),
        list(
            "One wnid and name per line", "ILSVRC's map_clsloc.txt", "n02084071 2 dog\nn02121620 1 cat\n",
            as: "cat (n02121620)|dog (n02084071)"),
        list(
            "Table with names", "in the order of its lines", "name,wnid\ncat,n02121620\ndog,\n",
            as: "cat (n02121620)|dog"),
        list("Table with names", "name alone", "name\ncat\n\"dog, hound\"\n", as: "cat|dog, hound"),
        list("Table with names", "label alone", "label\ncat\n", as: "cat"),
        list("Table with names", "class alone", "class\ncat\n", as: "cat"),
        list("Table with names", "class_name", "class_index,class_name\n0,cat\n1,dog\n", as: "cat|dog"),
        list("Table with names", "header in capitals", " Index , Name\n1,dog\n0,cat\n", as: "cat|dog"),
        list("Table with names", "quoted", "\"class_index\",\"name\"\n\"0\",\"cat\"\n\"1\",\"dog\"", as: "cat|dog"),
        list("Table with names", "semicolons", "class_index;name\n0;cat, puss\n1;dog\n", as: "cat, puss|dog"),
        list("Table with names", "tabs", "id\tname\n1\tdog\n0\tcat\n", as: "cat|dog"),
        list("Table with names", "given separator", "sep=;\nid;name\n1;dog\n0;cat\n", as: "cat|dog"),
        list(
            "Table with names", "an empty name", "name,wnid\n,n02121620\n", line: 2,
            refused: .missingValue(column: "name")),
        list("Table with names", "no rows", "name,wnid\n", refused: .noRows),
        list("Table with numbers", "class_index", "class_index,name\n1,dog\n0,cat\n", as: "cat|dog"),
        list("Table with numbers", "index", "name,index\ndog,1\ncat,0\n", as: "cat|dog"),
        list("Table with numbers", "id", "id,name\n1,dog\n0,cat\n", as: "cat|dog"),
        list("Table with numbers", "index and label", "index,label\n1,dog\n0,cat\n", as: "cat|dog"),
        list("Table with numbers", "label and name", "label,name\n1,dog\n0,cat\n", as: "cat|dog"),
        list("Table with numbers", "class and name", "class,name\n1,dog\n0,cat\n", as: "cat|dog"),
        list("Table with numbers", "label and class", "label,class\n1,dog\n0,cat\n", as: "cat|dog"),
        list(
            "Table with numbers", "label and wnid", "wnid,label\nn02084071,1\nn02121620,0\n",
            as: "n02121620 (n02121620)|n02084071 (n02084071)"),
        list("Table with numbers", "class and label", "class,label\ndog,1\ncat,0\n", as: "cat|dog"),
        list("Table with names", "names that are numbers", "name,label\n1,x\n0,y\n", as: "1|0"),
        list("Table with names", "labels that are numbers, alone", "label\n7\n5\n", as: "7|5"),
        list("Table with numbers", "id and class", "id,class\n1,dog\n0,cat\n", as: "cat|dog"),
        list("Table with numbers", "ClassId", "ClassId,Name\n1,dog\n0,cat\n", as: "cat|dog"),
        list("Table with numbers", "target", "target,class\n1,dog\n0,cat\n", as: "cat|dog"),
        list("Table with numbers", "in words", "Class ID;Class Name\n1;dog\n0;cat\n", as: "cat|dog"),
        list("Table with numbers", "beside an unknown column", "ClassId,SignName\n1,dog\n0,cat\n", as: "cat|dog"),
        list("Table with numbers", "the index of pandas", ",name\n1,dog\n0,cat\n", as: "cat|dog"),
        list("Table with numbers", "the index of pandas, named", "Unnamed: 0,name\n1,dog\n0,cat\n", as: "cat|dog"),
        list(
            "Table with numbers", "an unknown column in another order", "rank,name\n2,dog\n1,cat\n",
            refused: .otherOrder(column: "rank")),
        list("Table with numbers", "an unknown column in this order", "rank,name\n1,dog\n2,cat\n", as: "dog|cat"),
        list(
            "Table with numbers", "an unknown column that does not count", "name,images\ndog,9\ncat,7\n", as: "dog|cat"
        ),
        list("Table with numbers", "counted from 1", "id,name\n2,dog\n1,cat\n", as: "cat|dog"),
        list("Table with numbers", "a gap", "id,name\n0,cat\n2,dog\n", refused: .missingIndex(1)),
        list("Table with numbers", "twice", "id,name\n0,cat\n0,dog\n", refused: .repeatedIndex(0)),
        list(
            "Table with numbers", "no number", "index,name\n0,cat\nx,dog\n", line: 3,
            refused: .notANumber(column: "index", value: "x")),
        list(
            "Table with numbers", "an id that is none", "id,name\nx,cat\n", line: 2,
            refused: .notANumber(column: "id", value: "x")),
        list("Table with numbers", "an id that is a wnid", "id,name\nn02121620,cat\n", as: "cat (n02121620)"),
        list("Table with numbers", "a label that is a name", "label,name\nc,cat\nd,dog\n", as: "cat|dog"),
        list("JSON array", "names", #"["cat", "dog"]"#, as: "cat|dog"),
        list(
            "JSON array", "pairs", #"[["n02121620", "cat"], ["n02084071", "dog"]]"#,
            as: "cat (n02121620)|dog (n02084071)"),
        list("JSON array", "objects", #"[{"id": 1, "name": "dog"}, {"id": 0, "name": "cat"}]"#, as: "cat|dog"),
        list("JSON array", "numbers", "[1, 2]", refused: .notAClassList),
        list("JSON object keyed by index", "names", #"{"1": "dog", "0": "cat"}"#, as: "cat|dog"),
        list("JSON object keyed by index", "counted from 1", #"{"1": "cat", "2": "dog"}"#, as: "cat|dog"),
        list(
            "JSON object keyed by index", "imagenet_class_index.json",
            #"{"1": ["n02084071", "dog"], "0": ["n02121620", "cat"]}"#,
            as: "cat (n02121620)|dog (n02084071)"),
        list("JSON object keyed by index", "a gap", #"{"0": "cat", "2": "dog"}"#, refused: .missingIndex(1)),
        list("JSON object keyed by index", "no index", #"{"x": "cat"}"#, refused: .notAnIndex(key: "x")),
        list("JSON object keyed by index", "no pair", #"{"0": ["n02121620"]}"#, refused: .notAPair(key: "0")),
        list("JSON object keyed by name", "numbers", #"{"dog": 1, "cat": 0}"#, as: "cat|dog"),
        list("JSON object keyed by name", "numbers in quotes", #"{"dog": "1", "cat": "0"}"#, as: "cat|dog"),
        list(
            "JSON object keyed by name", "wnids", #"{"n02084071": 1, "n02121620": 0}"#,
            as: "n02121620 (n02121620)|n02084071 (n02084071)"),
        list("Other keys", "classes", #"{"classes": ["cat", "dog"], "version": 1}"#, as: "cat|dog"),
        list("Other keys", "idx_to_class", #"{"idx_to_class": {"1": "dog", "0": "cat"}}"#, as: "cat|dog"),
        list("Other keys", "class_to_idx", #"{"class_to_idx": {"dog": 1, "cat": 0}}"#, as: "cat|dog"),
        list(
            "Other keys", "categories of COCO",
            #"{"categories": [{"id": 2, "name": "dog"}, {"id": 1, "name": "cat"}]}"#,
            as: "cat|dog"),
        list("Other keys", "a class called so", #"{"classes": 1, "names": 0}"#, as: "names|classes"),
        list(
            "Python", "imagenet1000_clsidx_to_labels.txt",
            "{0: 'cat, puss',\n 1: \"dog's\",\n 2: 'a \\'b\\' \"c\"',\n}",
            as: "cat, puss|dog's|a 'b' \"c\""),
        list("Python", "a list", "['cat', 'dog']\n", as: "cat|dog"),
        list("Python", "tuples", "[('n02121620', 'cat'), ('n02084071', 'dog')]", as: "cat (n02121620)|dog (n02084071)"),
        list("Python", "cut short", "['cat', 'dog'", refused: .notAClassList),
        list("YAML", "a mapping", "nc: 2\nnames:\n  1: dog\n  0: cat\n", file: "data.yaml", as: "cat|dog"),
        list("YAML", "a list", "names: [cat, dog]\n", file: "data.yml", as: "cat|dog"),
        list(
            "`id2label`", "placeholders",
            #"{"id2label": {"0": "LABEL_0", "1": "LABEL_1"}, "label2id": {"dog": 1, "cat": 0}}"#, as: "cat|dog"),
        list("`id2label`", "placeholders alone", #"{"id2label": {"0": "LABEL_0"}}"#, as: "LABEL_0"),
        list("`id2label`", "object", #"{"id2label": {"1": "dog", "0": "cat"}, "x": 1}"#, as: "cat|dog"),
        list("`id2label`", "array", #"{"id2label": ["cat", "dog"]}"#, as: "cat|dog"),
        list("`id2label`", "before `label2id`", #"{"label2id": {"x": 0}, "id2label": {"0": "cat"}}"#, as: "cat"),
        list("`label2id`", "alone", #"{"label2id": {"dog": 1, "cat": 0}, "architectures": []}"#, as: "cat|dog"),
        list("`label_names`", "of timm", #"{"label_names": ["cat", "dog"], "num_classes": 2}"#, as: "cat|dog"),
        list(
            "`label_names`", "in pretrained_cfg", #"{"pretrained_cfg": {"label_names": ["cat", "dog"]}}"#, as: "cat|dog"
        ),
        list(
            "`label_names`", "with descriptions of names",
            #"{"label_names": ["Felis catus", "dog"], "label_descriptions": {"Felis catus": "cat", "dog": "dog"}}"#,
            as: "Felis catus, cat|dog"),
        list(
            "`label_names`", "with descriptions of wnids",
            #"{"label_names": ["n02121620", "n02084071"], "label_descriptions": {"n02084071": "dog", "n02121620": "cat, puss"}}"#,
            as: "cat, puss (n02121620)|dog (n02084071)"),
        list("Other JSON", "", #"{"a": {"b": 1}}"#, refused: .notAClassList),
        list("Other JSON", "cut short", #"{"0": "cat""#, refused: .notAClassList),
        list("Empty lists", "no byte", "", refused: .empty),
        list("Empty lists", "white space", " \n\n", refused: .empty),
    ]

    private static let section = "Class lists"

    private static func list(
        _ form: String, _ name: String, _ text: String, file: String = "classes", as value: String
    ) -> InputCase {
        reads(form, name, in: section, as: value) { try read(text, file: file, in: $0) }
    }

    private static func list(
        _ form: String, _ name: String, _ text: String, refused problem: AnnotationError.FileProblem
    ) -> InputCase {
        refuses(form, name, in: section, with: { AnnotationError.file(path: $0.file("classes"), problem) }) {
            try read(text, in: $0)
        }
    }

    private static func list(
        _ form: String, _ name: String, _ text: String, line: Int, refused problem: AnnotationError.LineProblem
    ) -> InputCase {
        refuses(form, name, in: section, with: { AnnotationError.line(path: $0.file("classes"), line: line, problem) })
        {
            try read(text, in: $0)
        }
    }

    /// Names and wnids by index; the list has a byte order mark, which no list's meaning depends on.
    private static func read(_ text: String, file: String = "classes", in folder: TemporaryFolder) throws -> String {
        let path = try folder.write("\u{FEFF}" + text, to: file)
        let classes = try ClassList.read(path: path)
        guard classes.map(\.id.value) == Array(classes.indices) else { return "ids \(classes.map(\.id))" }
        return classes.map { $0.name + ($0.wnid.map { " (\($0))" } ?? "") }.joined(separator: "|")
    }
}
