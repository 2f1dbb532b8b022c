import Atlases
