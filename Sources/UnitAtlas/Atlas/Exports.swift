// What the library's signatures name: one import of UnitAtlas is enough to use it.
@_exported public import Analyses
@_exported public import Annotations
@_exported public import ImageCollections
@_exported public import Images
@_exported public import Queries
@_exported public import Reporting
@_exported public import Sheets
@_exported public import Store
@_exported public import Tensors
@_exported public import Units
