// Which of the places found are chosen as the needles of a meter, and when nobody can say.

import Testing

@testable import Agent
@testable import Recognition

@Suite struct NeedleAssignmentTests {
    private let arc = [Point(237, 311), Point(216, 347), Point(174, 360), Point(115, 339)]

    @Test func needlesAreChosenAsTheyFollowOneAnother() throws {
        // The two middle digits are alike, so that either dial would show either; only one order lies on an arc.
        let places = [[dial(arc[0])], [dial(arc[1]), dial(arc[2])], [dial(arc[1]), dial(arc[2])], [dial(arc[3])]]
        let choice = try #require(NeedleAssignment(places))
        #expect(choice.best.dials.map(\.centre) == arc)
        #expect(choice.margin > 1)
    }

    @Test func alikeNeedlesThatNoOrderTellsApartLeaveNoMargin() throws {
        let (left, right) = (Point(100, 300), Point(180, 300))
        let both = [dial(left), dial(right)]
        let choice = try #require(NeedleAssignment([both, both]))
        #expect(choice.margin < 0.01)
        #expect(try #require(choice.second).dials.map(\.centre) == choice.best.dials.map(\.centre).reversed())
        #expect(choice.best.difference(from: try #require(choice.second)) == 0)
    }

    @Test func aDialOfAnotherSizeOrColourIsLeftForOneLikeTheOthers() throws {
        var large = dial(arc[2] + Point(0, 10))
        large.radius = 36
        var pale = dial(arc[2] + Point(0, -25))
        pale.paleness = 1
        let places = [[dial(arc[0])], [dial(arc[1])], [large, pale, dial(arc[2], cost: 0.5)], [dial(arc[3])]]
        #expect(try #require(NeedleAssignment(places)).best.dials.map(\.centre) == arc)
    }

    @Test func dialsThatCoverEachOtherAreNoChoice() {
        #expect(NeedleAssignment([[dial(Point(100, 100))], [dial(Point(110, 100))]]) == nil)
        #expect(NeedleAssignment([[dial(Point(100, 100))], [dial(Point(400, 100))]]) == nil)
        #expect(NeedleAssignment([[dial(Point(100, 100))], []]) == nil)
        #expect(NeedleAssignment([]) == nil)
    }

    @Test func theSameDialsInAnotherSizeAreNoRival() throws {
        var other = dial(arc[1] + Point(3, 0), cost: 0.3)
        other.radius = 24
        let choice = try #require(NeedleAssignment([[dial(arc[0])], [dial(arc[1]), other]]))
        #expect(choice.second == nil && choice.margin > 1000)
    }

    @Test func dialsThatWouldShowTheSameTurningTheOtherWayAreARival() throws {
        var turned = dial(arc[0])
        turned.sense = NeedleSense(clockwise: false)
        let choice = try #require(NeedleAssignment([[dial(arc[0]), turned]]))
        #expect(choice.margin < 0.01)
        #expect(choice.best.difference(from: try #require(choice.second)) == nil)
    }

    @Test func ofTwoWaysToChooseTheBetterOnesRivalIsTheOther() throws {
        let one = try #require(NeedleAssignment([[dial(arc[0], cost: 0.2)]]))
        let two = try #require(NeedleAssignment([[dial(arc[3], cost: 0.5)]]))
        for choice in [one.or(two), two.or(one)] {
            #expect(choice.best.dials[0].centre == arc[0])
            #expect(abs(choice.margin - 0.3) < 1e-4)
        }
        #expect(abs(two.doubted(by: { _ in 1 }).or(one).margin - 1.3) < 1e-4)
    }

    @Test func whatIsDoubtedMoreFallsBehindItsRival() throws {
        let both = [dial(arc[0], cost: 0.2), dial(arc[3], cost: 0.5)]
        let choice = try #require(NeedleAssignment([both]))
        let doubted = choice.doubted { $0.dials[0].centre == arc[0] ? 2 : 0 }
        #expect(doubted.best.dials[0].centre == arc[3])
        #expect(abs(doubted.margin - 1.7) < 1e-4)
    }

    @Test func whatWasLeftOutOfManyChoicesMayStillBeARival() throws {
        // Thirty places that are all alike: to doubt those that were handed on makes none of them certain.
        let many = (0..<30).map { dial(Point(Float($0) * 100, 0), cost: 0.2) }
        let choice = try #require(NeedleAssignment([many]))
        let chosen = choice.best.dials[0].centre
        #expect(choice.doubted { $0.dials[0].centre == chosen ? 0 : 5 }.margin < 0.01)
    }

    private func dial(_ centre: Point, cost: Float = 0.2) -> NeedleGuess {
        NeedleGuess(centre: centre, radius: 22, across: Point(1, 0), cost: cost)
    }
}
