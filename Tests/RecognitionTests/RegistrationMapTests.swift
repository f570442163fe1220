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

    private let slanted = Placement(a: 1.1, b: -0.2, c: 0.15, d: 0.95, tx: 7, ty: -4, px: 4e-4, py: -2e-4)

    @Test func foreshortenedMapsComposeReverseAndChangeTheirPictureAlike() throws {
        let inner = Placement(a: 0.9, b: 0.1, c: 0, d: 1.2, tx: -3, ty: 5, px: -3e-4, py: 1e-4)
        let point = Point(130, 210)
        #expect(apart(slanted.following(inner).apply(point), slanted.apply(inner.apply(point))) < 1e-3)
        #expect(apart(try #require(slanted.reversed).apply(slanted.apply(point)), point) < 1e-3)
        let local = slanted.between(reference: Point(10, 20), frame: Point(5, 6))
        #expect(apart(local.apply(Point(3, 4)) + Point(5, 6), slanted.apply(Point(13, 24))) < 1e-3)
        #expect(apart(slanted.resized(by: 0.5).apply(point * 0.5), slanted.apply(point) * 0.5) < 1e-3)
    }

    @Test func theTangentAgreesWithTheMapNearItsPoint() {
        let tangent = slanted.tangent(at: Point(130, 210))
        #expect(tangent.isAffine && apart(tangent.apply(Point(130, 210)), slanted.apply(Point(130, 210))) < 1e-3)
        #expect(apart(tangent.apply(Point(134, 207)), slanted.apply(Point(134, 207))) < 0.02)
        #expect(apart(tangent.apply(Point(330, 10)), slanted.apply(Point(330, 10))) > 1)
    }

    @Test func onlySlightStretchIsPlausible() {
        #expect(
            Placement(a: 0.96, b: -0.25, c: 0.25, d: 0.96, tx: 0, ty: 0).isPlausible(centre: Point(0, 0), radius: 100))
        #expect(Placement(a: 1.02, b: 0, c: 0, d: 0.98, tx: 0, ty: 0).isPlausible(centre: Point(0, 0), radius: 100))
        #expect(!Placement(a: 1.1, b: 0, c: 0, d: 0.9, tx: 0, ty: 0).isPlausible(centre: Point(0, 0), radius: 100))
        let near = Placement(a: 1, b: 0, c: 0, d: 1, tx: 0, ty: 0, px: 1e-3)
        #expect(
            near.isPlausible(centre: Point(0, 0), radius: 100) && !near.isPlausible(centre: Point(0, 0), radius: 200))
        #expect(!Placement(a: -1, b: 0, c: 0, d: 1, tx: 0, ty: 0).isPlausible(centre: Point(0, 0), radius: 100))
    }

    @Test func aMapHasAsManyParametersAsItsKind() {
        let turned = Placement(a: 0.96, b: -0.25, c: 0.25, d: 0.96, tx: 3, ty: 4)
        #expect(turned.freedom(over: 100) == RegistrationFit.similar)
        var squeezed = turned
        squeezed.d += 0.001
        #expect(squeezed.freedom(over: 100) == RegistrationFit.affine)
        #expect(squeezed.freedom(over: 5) == RegistrationFit.similar)
        #expect(slanted.freedom(over: 100) == RegistrationFit.projective)
    }
}
