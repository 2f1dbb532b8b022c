import Testing

@testable import unit_atlas

struct UnitArgumentsTests {
    @Test(arguments: [
        (["similar", "a", "--units", "1", "2", "3", "x.jpg"], ["similar", "a", "--units", "1,2,3", "x.jpg"]),
        (["ablate", "a", "--units", "0-15", "--store"], ["ablate", "a", "--units", "0-15", "--store"]),
        (["--units", "1,2", "7-9", "--units", "4", "5"], ["--units", "1,2,7-9", "--units", "4,5"]),
        (["rank", "a", "12", "--limit", "3", "4"], ["rank", "a", "12", "--limit", "3", "4"]),
        (["similar", "--units", "x.jpg", "3"], ["similar", "--units", "x.jpg", "3"]), (["--units"], ["--units"]),
        (["--units", "--limit", "3"], ["--units", "--limit", "3"]), ([], []),
    ])
    func unitsBecomeOneArgument(_ arguments: [String], _ expected: [String]) {
        #expect(UnitArguments.joined(arguments) == expected)
    }
}
