extension Schema {
    /// Describes every table, view and column, for people who open the file with other programs.
    static let description = """
        CREATE TABLE description (
          subject     TEXT NOT NULL,
          column_name TEXT NOT NULL,
          meaning     TEXT NOT NULL,
          PRIMARY KEY (subject, column_name)
        ) STRICT, WITHOUT ROWID;

        """

    /// The rows of `description`, written when an atlas is created: a table or view with an empty column name, then its
    /// columns.
    static var meanings: [(subject: String, column: String, meaning: String)] {
        var subject = ""
        return (tableMeanings + viewMeanings).split(separator: "\n").map { line in
            let isColumn = line.hasPrefix("  ")
            let words = line.drop { $0 == " " }.split(separator: " ", maxSplits: 1)
            if !isColumn { subject = String(words[0]) }
            return (subject, isColumn ? String(words[0]) : "", words[1].drop { $0 == " " }.description)
        }
    }

    /// A line for each table, followed by an indented line for each of its columns.
    private static let tableMeanings = """
        atlas           The model, the layer and the collection that this atlas describes; one row.
          id              Always 1.
          model_name      Name of the network.
          model_sha256    SHA-256 of the model file, in hexadecimal.
          layer           Name of the layer whose channels are the units.
          map_height      Rows of an activation map.
          map_width       Columns of an activation map.
          input_height    Height of the network's input in pixels.
          input_width     Width of the network's input in pixels.
          preprocessing   How pixels became the network's input; JSON.
          configuration   Settings of the index, including the paths of the model and the images; JSON.
          tool_version    Version of unit-atlas that created the atlas.
          created_at      When the atlas was created; ISO 8601.
        progress        Whether the last indexing run has finished; one row.
          id              Always 1.
          state           'indexing' or 'complete'.
        unit            Units of the layer, with statistics over all cells of all indexed images.
          id              Number of the unit, from 0.
          mean            Mean activation.
          deviation       Standard deviation of the activation.
          maximum         Maximum activation.
          active_fraction Share of cells with an activation above zero.
          threshold       Activation that 0.5 % of all cells exceed.
          unclipped_maximum  Maximum before the upper bound of the layer's Clip (ReLU6); NULL: no Clip.
          unclipped_threshold  Value before that bound that 0.5 % of all cells exceed; NULL: no Clip.
        unit_state      The state from which an interrupted run resumes its statistics.
          unit            Number of the unit.
          state           Internal to unit-atlas.
        image           Images of the collection, including unreadable ones.
          id              Row id; other tables refer to it.
          path            Path relative to the image folder.
          width           Width in pixels.
          height          Height in pixels.
          bytes           Size of the file.
          modified        When the file was last modified, in nanoseconds since 1970.
          digest          First 64 bits of the SHA-256 of the file; NULL: unknown.
          label           Label of the image, a class of the native head; NULL: no label.
          status          'indexed' or 'skipped'.
          reason          Why the image was skipped.
          pooled_mean     Mean of each unit's map: float32, little-endian, one value per unit.
          pooled_max      Maximum of each unit's map: float32, little-endian, one value per unit.
        prediction      The native head's five most likely classes of each image.
          image           Row id of the image.
          rank            Rank by probability, from 1.
          class           A class of the native head.
          logit           Value before the softmax.
          probability     Value after the softmax.
        top_activation  A unit's best images, ordered by maximum before a Clip, then mean, then the bytes of the path.
          unit            Number of the unit.
          rank            Rank of the image, from 1.
          image           Row id of the image.
          maximum         Maximum of the unit's map in the image.
          mean            Mean of the map: the pooled activation.
          cell_x          Column of the map's maximum, from 0.
          cell_y          Row of the map's maximum, from 0.
          map             The map: float32, little-endian, map_height rows of map_width.
          unclipped_maximum  Maximum before the upper bound of the layer's Clip; NULL: the bound cuts nothing off.
          unclipped_map   The map before that bound, in the form of `map`; NULL: the bound cuts nothing off.
        class_activation  Mean pooled activation of a class's images, pooled as the native head pools.
          class           A class of the native head.
          unit            Number of the unit.
          images          Number of images that the mean is over.
          mean            Mean pooled activation.
          basis           'label', or 'prediction' if no image has a label.
        head            Linear layers on pooled activations: logit = bias + Σ weight × pooled activation.
          id              1 is the network's own head.
          name            'native' is the network's own head.
          origin          'native', 'trained' on images of this atlas, or 'imported' from a file.
          pooling         How a map becomes one number: 'average' or 'maximum'.
          loss            Loss that a trained head minimized.
          configuration   Settings of the training or import, and the form of the head; JSON.
        class           Classes of a head.
          head            The head.
          id              Number of the class within the head, from 0; for the native head the network's output index.
          name            Name; synonyms are separated by commas.
          wnid            WordNet id of an ImageNet class.
        head_weight     How much a unit argues for a class; negative: against it.
          head            The head.
          class           A class of that head.
          unit            Number of the unit.
          weight          Factor of the pooled activation.
        head_row        The weights of a class in one blob; if a class has no row here, see head_weight.
          head            The head.
          class           A class of that head.
          weights         Float32, little-endian, one value per unit.
        head_bias       The bias of each class.
          head            The head.
          class           A class of that head.
          bias            Added to the weighted sum.
        head_label      Labels that a trained or imported head was fitted to or tested on.
          head            The head.
          image           Row id of the image.
          class           A class of that head.
          split           'train' or 'test'.
          value           The label's number, if the head returns a number.
        ablation        What a class loses if a unit is removed (unit-atlas ablate --store).
          head            The head.
          class           A class of that head.
          unit            Number of the unit.
          images          Number of labelled images of the class.
          accuracy_lost   Share of the images that are right with the unit and wrong without it.
          accuracy_gained Share of the images that are wrong with the unit and right without it.
          accuracy_drop   Net change of the accuracy: accuracy_lost minus accuracy_gained.
          margin_drop     Fall of the class's lead over the best other logit, averaged over the images.
          logit_drop      Fall of the class's logit, averaged over the images.
          method          'pooled', or 'maps' if the head is not linear in pooled activations.
        segmentation    The part of an image that a unit responds to (unit-atlas segment).
          unit            Number of the unit.
          image           Row id of the image.
          method          Name of the method.
          configuration   Constants of the method; JSON.
          mask            Width, height and run lengths as base-128 numbers; the first run is outside the mask.
          area            Number of pixels in the mask.
          x0              Left edge of the mask's box in pixels of the image.
          y0              Upper edge.
          x1              Right edge: the first column outside.
          y1              Lower edge: the first row outside.
        receptive_field  A unit's receptive field, measured by covering parts of its best images.
          unit            Number of the unit.
          method          Name of the method.
          configuration   Constants of the method, and where the map lies in the theoretical field; JSON.
          width           Columns of the map, in pixels.
          height          Rows of the map, in pixels.
          size            Side of the smallest square that contains half of the map's sum.
          area            Pixels at or above half of the maximum.
          images          Number of images that the map is the mean of.
          cut             Number of images in which an image edge cuts the square of side `size`; NULL: not measured.
          map             Float32, little-endian, height rows of width.
        discrepancy     The state from which an interrupted receptive-field run resumes.
          unit            Number of the unit.
          image           Row id of the image.
          configuration   As in receptive_field.
          drops           Fall of the peak for each position of the patch: float32, little-endian.
        localization    Runs of unit-atlas localize; errors and accuracies are fractions.
          id              Number of the run.
          head            The head whose maps were used.
          protocol        How maps become boxes.
          threshold       Share of the map's maximum or range; NULL for the protocol 'release'.
          weighting       How the class's weights enter the map.
          dilation        Number of strides that were replaced by dilations.
          part            Which images of a trained head: 'all', 'train' or 'test'.
          split           The part, or 'even' or 'odd' if the threshold was chosen on the other half of it.
          boxes           File or folder of the boxes.
          boxes_sha256    SHA-256 of the file; for a folder, of the lines "SHA-256  path" of its files.
          labels          File of the labels; NULL: the atlas's labels.
          labels_sha256   SHA-256 of the file of labels.
          masks           Folder of the objects' masks.
          ignored         Folder of masks of pixels that do not count.
          images          Number of images.
          top1_error      Share of images whose most likely class is wrong.
          top5_error      Share of images whose label is not among the five most likely classes.
          top1_localization_error  Share of images with the wrong class or the wrong box.
          top5_localization_error  Share of images with none of five classes right, or the wrong box.
          gt_known_accuracy  Share of images with the right box, given the class.
          max_box_accuracy  Box accuracy at the best threshold.
          max_box_accuracy_v2  The same, averaged over three overlaps.
          center_baseline  Box accuracy of a box in the middle of the image.
          mean_iou        Mean of the best intersection over union with an annotated box.
          pixel_average_precision  Average precision of pixels (PxAP); NULL without masks.
          configuration   Bootstrap intervals, and how a threshold was chosen; JSON.
          tool_version    Version of unit-atlas.
        localization_image  The result of a localization run for one image.
          localization    The run.
          image           Row id of the image.
          class           Label of the image.
          predicted       Most likely class.
          rank            Rank of the label among the five most likely classes; NULL: not among them.
          x0              Left edge of the box in pixels; NULL: no box.
          y0              Upper edge.
          x1              Right edge.
          y1              Lower edge.
          iou             Best intersection over union with an annotated box.
        discovery       Runs of unit-atlas discover and name-units.
          id              Number of the run.
          kind            'scene', 'concept', 'text', or 'units' for names of units.
          name            Name of the run; a new run with the same name replaces it.
          head            The head that the run trained; NULL for names of units.
          figures         What the command prints as JSON.
          configuration   Everything that the figures depend on; JSON.
          tool_version    Version of unit-atlas.
        scene_object    An object in the images of a scene (unit-atlas discover scene).
          discovery       The run.
          class           The scene, a class of the run's head.
          object          Name of the object.
          images          Number of the scene's images that show it.
          frequency       Their share of the scene's images.
          overlap         Share of the object's pixels that lie in the scene's region.
          lift            Overlap over the region's share of all pixels.
          rank            Rank by lift, from 1.
        unit_concept    The concepts that match a unit best, as in Network Dissection (unit-atlas name-units).
          unit            Number of the unit.
          rank            Rank by iou, from 1.
          discovery       The run.
          concept         Name of the concept.
          iou             Intersection over union of the unit's and the concept's regions over all images.
          chance          Mean iou with the concept's regions in other images, in random order.
          p               Share of such orders in which any concept reaches the iou; of the best concept only.
          q               p adjusted for the number of units (Benjamini and Hochberg); of the best concept only.
          detector        1 if iou is above 0.04 and q below 0.05.
          level           Threshold on the enlarged map.
          rule            'quantile', or 'fraction' of the unit's maximum if the quantile is useless.
        discovery_state  The state from which an interrupted name-units run resumes.
          configuration   Configuration of the run; JSON.
          last            Path of the last image that the state covers.
          images          Number of images that the state covers.
          state           Internal to unit-atlas.
        description     This table: what tables, views and columns hold.
          subject         A table or view.
          column_name     One of its columns; '' for the table or view itself.
          meaning         The explanation.

        """

    private static let viewMeanings = """
        class_unit      View: units of a class by weight, native head. Filter by one class: WHERE class = ...
          class           Number of the class.
          class_name      Name of the class.
          unit            Number of the unit.
          weight          Weight of the unit for the class.
          rank            Rank by weight, from 1.
          mean_contribution  Weight × mean pooled activation on the class's images.
        unit_vote       View: classes that a unit argues for, native head. Filter by one unit: WHERE unit = ...
          unit            Number of the unit.
          class           Number of the class.
          class_name      Name of the class.
          weight          Weight of the unit for the class.
          rank            Rank by weight, from 1.
        image_verdict   View: the network's verdict on each indexed image.
          image           Row id of the image.
          path            Path of the image.
          label           Label of the image.
          label_name      Name of the label.
          class           Most likely class.
          class_name      Name of that class.
          probability     Probability of that class.
          correct         1 if the class is the label, 0 if not, NULL without a label.
          correct_top5    The same for the five most likely classes.
        bag_of_words    View: a class as a bag of words, native head. Filter by one class: WHERE class = ...
          class           Number of the class.
          class_name      Name of the class.
          unit            Number of the unit.
          weight          Weight of the unit for the class.
          mean_contribution  Weight × mean pooled activation on the class's images.
          share           The unit's part of the sum of all positive mean contributions.
        unit_ranking    View: units of a class by weight, mean contribution and ablation, native head.
          class           Number of the class.
          class_name      Name of the class.
          unit            Number of the unit.
          weight          Weight of the unit for the class.
          rank            Rank by weight, from 1.
          mean_contribution  Weight × mean pooled activation on the class's images.
          contribution_rank  Rank by mean_contribution, from 1.
          accuracy_drop   As in ablation.
          margin_drop     As in ablation.
          ablation_rank   Rank by accuracy_drop, then margin_drop, from 1.
        unit_name       View: names of the units that detect a concept.
          unit            Number of the unit.
          concept         Name of the concept.
          iou             As in unit_concept.
          chance          As in unit_concept.
          q               As in unit_concept.

        """
}
