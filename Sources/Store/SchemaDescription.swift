extension Schema {
    /// What every table, view and column is, in words: SQLite keeps no comments, and whoever opens the file with another
    /// program is to understand it.
    static let description = """
        CREATE TABLE description (
          subject     TEXT NOT NULL,
          column_name TEXT NOT NULL,
          meaning     TEXT NOT NULL,
          PRIMARY KEY (subject, column_name)
        ) STRICT, WITHOUT ROWID;

        """

    /// The rows of `description`: a table or view with its meaning, then its columns with theirs. They are written anew
    /// whenever an atlas is made or its schema changed.
    static let meanings: [(subject: String, meaning: String, columns: [(name: String, meaning: String)])] = [
        (
            "atlas", "The one row says what the atlas is of: one network, one layer, one collection of images.",
            [
                ("id", "Always 1."),
                ("model_name", "The network's name."),
                ("model_sha256", "Of its file."),
                ("layer", "The layer whose channels are the units."),
                ("map_height", "Rows of an activation map."),
                ("map_width", "Columns of an activation map."),
                ("input_height", "Of the network's input, in pixels."),
                ("input_width", "Of the network's input, in pixels."),
                ("preprocessing", "How pixels became the network's input; JSON."),
                ("configuration", "What the index was made with, paths of model and images among it; JSON."),
                ("tool_version", "Of unit-atlas."),
                ("created_at", "When it was begun; ISO 8601."),
            ]
        ),
        (
            "progress", "Whether the run that writes the atlas has come to its end.",
            [
                ("id", "Always 1."),
                ("state", "'indexing' or 'complete'."),
            ]
        ),
        (
            "head", "Linear layers on pooled activations: logit = bias + Σ weight × pooled activation.",
            [
                ("id", "1 is the network's own."),
                ("name", "'native' is the network's own."),
                ("pooling", "How a map becomes one number: 'average' or 'maximum'."),
                ("loss", "What a trained head was fitted with."),
                ("configuration", "How the head was made, and its form; JSON."),
            ]
        ),
        (
            "class", "What a head tells apart.",
            [
                ("head", "Its head."),
                ("id", "From 0 within a head; of the native head the network's output index."),
                ("name", "Synonyms are separated by commas."),
                ("wnid", "WordNet's number of ImageNet classes."),
            ]
        ),
        (
            "unit", "Channels of the layer, with statistics over all cells of all indexed images.",
            [
                ("id", "From 0."),
                ("mean", "Of all cells."),
                ("deviation", "Of all cells."),
                ("maximum", "Of all cells."),
                ("active_fraction", "The share of cells above zero."),
                ("threshold", "What 0.5 % of all cells reach."),
            ]
        ),
        (
            "unit_state", "What the statistics need to go on from where a run stopped.",
            [
                ("unit", "Its number."),
                ("state", "For unit-atlas alone."),
            ]
        ),
        (
            "image", "Images of the collection, unreadable ones with the reason.",
            [
                ("id", "Of the row."),
                ("path", "Relative to the image folder."),
                ("width", "In pixels."),
                ("height", "In pixels."),
                ("bytes", "Size of the file."),
                ("modified", "When the file was changed, in nanoseconds since 1970."),
                ("label", "What the image is labelled with: a class of the native head."),
                ("status", "'indexed' or 'skipped'."),
                ("reason", "Why it was skipped."),
                ("pooled_mean", "The mean of each unit's map: float32, little-endian, one a unit."),
                ("pooled_max", "The maximum of each unit's map: float32, little-endian, one a unit."),
            ]
        ),
        (
            "prediction", "The native head's five likeliest classes of an image.",
            [
                ("image", "Its row."),
                ("rank", "From 1."),
                ("class", "Of the native head."),
                ("logit", "Before the softmax."),
                ("probability", "After the softmax."),
            ]
        ),
        (
            "top_activation", "A unit's best images: by maximum, then mean, then the bytes of the path.",
            [
                ("unit", "Its number."),
                ("rank", "From 1."),
                ("image", "Its row."),
                ("maximum", "Of the unit's map in the image."),
                ("mean", "Of the map: the pooled activation."),
                ("cell_x", "Column of the peak in the map, from 0."),
                ("cell_y", "Row of the peak in the map, from 0."),
                ("map", "The map: float32, little-endian, map_height rows of map_width."),
            ]
        ),
        (
            "head_label", "What a trained head was fitted to and tested on.",
            [
                ("head", "Its head."),
                ("image", "Its row."),
                ("class", "Of that head."),
                ("split", "'train' or 'test'."),
                ("value", "Of a head that gives a number: the number."),
            ]
        ),
        (
            "head_weight", "How much a unit argues for a class; negative: against it.",
            [
                ("head", "Its head."),
                ("class", "Of that head."),
                ("unit", "Its number."),
                ("weight", "Of the pooled activation."),
            ]
        ),
        (
            "head_row", "What head_weight says of a class, in one piece; a class may lack it.",
            [
                ("head", "Its head."),
                ("class", "Of that head."),
                ("weights", "Float32, little-endian, one for each unit."),
            ]
        ),
        (
            "head_bias", "What a class's logit is without any unit.",
            [
                ("head", "Its head."),
                ("class", "Of that head."),
                ("bias", "Added to the sum."),
            ]
        ),
        (
            "class_activation", "Mean pooled activation of a class's images, pooled as the native head pools.",
            [
                ("class", "Of the native head."),
                ("unit", "Its number."),
                ("images", "How many the mean is over."),
                ("mean", "Of the pooled activation."),
                ("basis", "'label', or 'prediction' where no image has a label."),
            ]
        ),
        (
            "segmentation", "The part of an image that a unit looks at (unit-atlas segment).",
            [
                ("unit", "Its number."),
                ("image", "Its row."),
                ("method", "How it was found."),
                ("configuration", "The method's constants; JSON."),
                ("mask", "Width, height and run lengths as base-128 numbers, the first run outside."),
                ("area", "Pixels inside."),
                ("x0", "Left edge in pixels of the image."),
                ("y0", "Upper edge."),
                ("x1", "Right edge, the first column outside."),
                ("y1", "Lower edge, the first row outside."),
            ]
        ),
        (
            "receptive_field", "A unit's receptive field, as covering parts of its best images shows it.",
            [
                ("unit", "Its number."),
                ("method", "How it was found."),
                ("configuration", "Its constants, and where the map lies in the theoretical field; JSON."),
                ("width", "Columns of the map, in pixels."),
                ("height", "Rows of the map, in pixels."),
                ("size", "Side of the smallest square that holds half of the map's sum."),
                ("area", "Pixels at or above half of the maximum."),
                ("images", "How many it is the mean of."),
                ("cut", "In how many of them the square of `size` reaches an edge of the image that cuts the field."),
                ("map", "float32, little-endian, height rows of width."),
            ]
        ),
        (
            "discrepancy", "What an interrupted receptive-field goes on with.",
            [
                ("unit", "Its number."),
                ("image", "Its row."),
                ("configuration", "As in receptive_field."),
                ("drops", "What the patch at each place took from the peak: float32, little-endian."),
            ]
        ),
        (
            "ablation", "What a class loses when a unit is taken away (unit-atlas ablate --store).",
            [
                ("head", "Its head."),
                ("class", "Of that head."),
                ("unit", "Its number."),
                ("images", "The class's labelled images."),
                ("accuracy_drop", "Share of images that are right with the unit and not without it."),
                ("margin_drop", "Fall of the own logit's lead over the best other, on average."),
                ("logit_drop", "Fall of the own logit, on average."),
                ("method", "'pooled', or 'maps' where the head is not linear in pooled activations."),
            ]
        ),
        (
            "localization", "Runs of unit-atlas localize; errors and accuracies are fractions.",
            [
                ("id", "Of the run."),
                ("head", "Whose maps."),
                ("protocol", "How maps become boxes."),
                ("threshold", "Of the map's maximum or range."),
                ("weighting", "Of the class's weights."),
                ("dilation", "How many strides were dilations."),
                ("split", "Which images count."),
                ("images", "How many."),
                ("top1_error", "Of classification."),
                ("top5_error", "Of classification."),
                ("top1_localization_error", "Class or box wrong."),
                ("top5_localization_error", "No class of five right, or the box wrong."),
                ("gt_known_accuracy", "Boxes right, the class given."),
                ("max_box_accuracy", "At the best threshold."),
                ("max_box_accuracy_v2", "The same, a mean over three overlaps."),
                ("center_baseline", "Of a box in the middle."),
                ("mean_iou", "Mean intersection over union of the boxes with the best of those drawn."),
                ("pixel_average_precision", "Average precision of pixels (PxAP); null without masks."),
                ("configuration", "Boxes, intervals, choice of the threshold; JSON."),
                ("tool_version", "Of unit-atlas."),
                ("part", "Of a trained head's images: 'all', 'train' or 'test'."),
                ("boxes", "The file or folder of boxes."),
                ("boxes_sha256", "Of its bytes; of a folder that of the lines \"SHA-256  path\" of its files."),
                ("labels", "The file of labels; NULL: the atlas's."),
                ("labels_sha256", "Of its bytes."),
                ("masks", "The folder of objects' masks."),
                ("ignored", "The folder of masks of what counts as neither."),
            ]
        ),
        (
            "localization_image", "An image of a localization run.",
            [
                ("localization", "The run."),
                ("image", "Its row."),
                ("class", "Its label."),
                ("predicted", "Its likeliest class."),
                ("rank", "The label's place among the five likeliest; NULL: not there."),
                ("x0", "Left edge of the box in pixels; NULL: no box."),
                ("y0", "Upper edge."),
                ("x1", "Right edge."),
                ("y1", "Lower edge."),
                ("iou", "The best intersection over union with a drawn box."),
            ]
        ),
        (
            "discovery", "Runs of unit-atlas discover and name-units.",
            [
                ("id", "Of the run."),
                ("kind", "'scene', 'concept', 'text', or 'units' for names of units."),
                ("name", "Given by --name; running it again replaces it."),
                ("head", "The head that it fitted; NULL for names of units."),
                ("figures", "What the command prints as JSON."),
                ("configuration", "Everything that the figures depend on; JSON."),
                ("tool_version", "Of unit-atlas."),
            ]
        ),
        (
            "scene_object", "An object in the images of a scene (unit-atlas discover scene).",
            [
                ("discovery", "The run."),
                ("class", "The scene: a class of the run's head."),
                ("object", "What it is called."),
                ("images", "How many of the scene's images show it."),
                ("frequency", "Their share."),
                ("overlap", "The share of the object's pixels that lie in the scene's region."),
                ("lift", "Overlap over the region's share of all pixels."),
                ("rank", "By lift, from 1."),
            ]
        ),
        (
            "unit_concept", "Concepts that fit a unit best, as Network Dissection measures it (unit-atlas name-units).",
            [
                ("unit", "Its number."),
                ("rank", "By iou, from 1."),
                ("discovery", "The run."),
                ("concept", "What it is called."),
                ("iou", "Of the unit's region and the concept's, over all images."),
                ("level", "What the enlarged map has to reach to be in the region."),
                ("rule", "'quantile', or 'fraction' of the unit's maximum where the quantile says nothing."),
            ]
        ),
        (
            "discovery_state", "What an interrupted name-units goes on with.",
            [
                ("configuration", "Of the run; JSON."),
                ("last", "Path of the last image that is in the state."),
                ("images", "How many are."),
                ("state", "For unit-atlas alone."),
            ]
        ),
        (
            "unit_name", "View: a unit's best concept.",
            [
                ("unit", "Its number."),
                ("concept", "What it is called."),
                ("iou", "As in unit_concept."),
                ("detector", "1 where iou is above 0.04."),
            ]
        ),
        (
            "description", "This table: what tables, views and their columns are.",
            [
                ("subject", "A table or view."),
                ("column_name", "Of its columns; '' for the table or view itself."),
                ("meaning", "In words."),
            ]
        ),
        (
            "class_unit", "View: units of a class by weight, native head. Ask for one class: WHERE class = ...",
            [
                ("class", "Its id."),
                ("class_name", "Its name."),
                ("unit", "Its number."),
                ("weight", "Of the unit for the class."),
                ("rank", "By weight, from 1."),
                ("mean_contribution", "Weight × mean pooled activation on the class's images."),
            ]
        ),
        (
            "unit_vote", "View: the classes that a unit argues for, native head. Ask for one unit: WHERE unit = ...",
            [
                ("unit", "Its number."),
                ("class", "Its id."),
                ("class_name", "Its name."),
                ("weight", "Of the unit for the class."),
                ("rank", "By weight, from 1."),
            ]
        ),
        (
            "image_verdict", "View: what the network says of each indexed image.",
            [
                ("image", "Its row."),
                ("path", "Its path."),
                ("label", "Its label."),
                ("label_name", "The label's name."),
                ("class", "The likeliest class."),
                ("class_name", "Its name."),
                ("probability", "Of that class."),
                ("correct", "1 where it is the label, 0 where not, NULL without one."),
                ("correct_top5", "The same of the five likeliest."),
            ]
        ),
        (
            "bag_of_words", "View: a class as a bag of words, native head. Ask for one class: WHERE class = ...",
            [
                ("class", "Its id."),
                ("class_name", "Its name."),
                ("unit", "Its number."),
                ("weight", "Of the unit for the class."),
                ("mean_contribution", "Weight × mean pooled activation on the class's images."),
                ("share", "The unit's part of the sum of all positive mean contributions."),
            ]
        ),
        (
            "unit_ranking", "View: a class's units by weight, mean contribution and ablation side by side.",
            [
                ("class", "Its id."),
                ("class_name", "Its name."),
                ("unit", "Its number."),
                ("weight", "Of the unit for the class."),
                ("rank", "By weight, from 1."),
                ("mean_contribution", "Weight × mean pooled activation on the class's images."),
                ("contribution_rank", "By that, from 1."),
                ("accuracy_drop", "As in ablation."),
                ("margin_drop", "As in ablation."),
                ("ablation_rank", "By accuracy_drop, then margin_drop, from 1."),
            ]
        ),
    ]
}
