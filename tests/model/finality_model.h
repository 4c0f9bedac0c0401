// The rules of one height as a small model, explored exhaustively: voting, acknowledging and freezing
// of a window (R-FIN-*) together with view changes, preparing and committing (R-CON-*, R-SIG-2).
//
// Four members, one of them Byzantine; two conflicting transfers A and B and K, a child of A; blocks
// are {}, {A}, {B}, {A,K}. Every primary is taken to be Byzantine and may propose every block that some
// justification allows, to each member another one: that is more than can happen, so what holds here
// holds with honest primaries too, and the three honest members become interchangeable. Messages are
// never lost and never forced: a member may act on everything ever said, in any order, or never. That
// is loss, delay, reordering and silence at once. What an honest member said is its state, because it
// is durable before it leaves (R-SIG-1); a crash therefore changes nothing, unless a rule is bent.
//
// Shares nothing with the node.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace timecoin::model {

inline constexpr int kHonest = 3;
inline constexpr int kMaxViews = 4;

/// What is explored, and which rule is bent (one at a time, to show that it would be noticed).
struct Rules {
    int views = 3;         ///< 0 .. views - 1; at most kMaxViews
    bool payments = true;  ///< false: agreement alone, for more views than with payments

    int quorum = 3;                   ///< of four; 2 is "2f"
    bool freeze = true;               ///< VIEW-CHANGE ends voting and acknowledging (R-FIN-5)
    bool freezeAboveViewZero = true;  ///< also when the first VIEW-CHANGE is for a later view
    bool listFreezes = true;          ///< C is that of the first VIEW-CHANGE (R-FIN-5)
    bool listsBind = true;            ///< a fresh block holds what J's lists name (R-CON-5)
    bool preparedBinds = true;        ///< J's prepared certificates decide the block (R-CON-5)
    bool highestPrepared = true;      ///< and the one of the highest view does
    bool lowerViewsClosed = true;     ///< nothing of a lower view after a VIEW-CHANGE (R-SIG-2)
    bool commitsOfOneView = true;     ///< COMMITs are not counted across views (R-CON-8)
    bool oneSideVoted = true;         ///< no vote for both sides of a conflict (R-FIN-6)
    bool votesCountOnce = true;       ///< a member's vote said twice is one vote (R-FIN-1)
    bool parentVotedFirst = true;     ///< no vote for a child before its parent is certified
    bool parentAckedFirst = true;     ///< and a child is acknowledged after its parent
    bool votesSurvive = true;         ///< a crash forgets no vote (R-SIG-1)
    bool acksSurvive = true;          ///< a crash forgets no acknowledgement
};

struct Report {
    std::size_t states = 0;
    bool complete = false;           ///< every reachable state was visited
    std::string violation;           ///< empty: none
    std::vector<std::string> trace;  ///< the steps to it
};

/// Visits states depth first until all are seen, a promise is broken or `maxStates` are reached.
Report explore(const Rules& rules, std::size_t maxStates);

}  // namespace timecoin::model
