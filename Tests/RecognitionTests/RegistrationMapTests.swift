import Testing

@testable import Recognition

@Suite struct RegistrationMapTests {
    private let map = Placement(a: 1.1, b: -0.2, c: 0.15, d: 0.95, tx: 7, ty: -4)

    private func apart(_ a: Point, _ b: Point) -> Float { max(abs(a.x - b.x), abs(a.y - b.y)) }

    @Test func followingAppliesTheInnerMapFirst() {
        let inner = Placement(a: 0.9, b: 0.1, c: 0, d: 1.2, tx: -3, ty: 5)
        let point = Point(13, 21)
        #expect(apart(map.following(inner).apply(point), map.apply(inner.apply(point))) < 1e-4)
    }

    @Test func theWayBackLeadsToTheStart() throws {
        let back = try #require(map.reversed)
        #expect(apart(back.apply(map.apply(Point(50, 60))), Point(50, 60)) < 1e-3)
        #expect(Placement(a: 1, b: 2, c: 2, d: 4, tx: 0, ty: 0).reversed == nil)
    }

    @Test func originsOfPartsAreTakenIntoAccount() {
        let local = map.between(reference: Point(10, 20), frame: Point(5, 6))
        #expect(apart(local.apply(Point(3, 4)) + Point(5, 6), map.apply(Point(13, 24))) < 1e-4)
    }

    @Test func onlySlightStretchIsPlausible() {
        #expect(Placement(a: 0.96, b: -0.25, c: 0.25, d: 0.96, tx: 0, ty: 0).plausible)
        #expect(Placement(a: 1.02, b: 0, c: 0, d: 0.98, tx: 0, ty: 0).plausible)
        #expect(!Placement(a: 1.1, b: 0, c: 0, d: 0.9, tx: 0, ty: 0).plausible)
        #expect(!Placement(a: -1, b: 0, c: 0, d: 1, tx: 0, ty: 0).plausible)
    }
}
