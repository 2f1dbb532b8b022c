extension InputCase {
    /// Every case, a file of rows for each section.
    static let all: [InputCase] = [
        classLists,
        classNames,
        labelTables,
        folderLabels,
        imageNames,
        images,
        otherFiles,
        boxTables,
        pascalVOC,
        coco,
        yolo,
        benchmarkBoxes,
        masks,
        folders,
        preprocessing,
        refusedPreprocessing,
    ].flatMap(\.self)
}
