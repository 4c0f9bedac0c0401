#include "tests/model/finality_model.h"

#include "tests/model/state_set.h"

#include <algorithm>
#include <array>
#include <bit>

namespace timecoin::model {

namespace {

/// An array indexed by members, views and blocks, which are ints here.
template <class T, std::size_t N>
struct Row {
    std::array<T, N> items{};

    constexpr T& operator[](int i) { return items[static_cast<std::size_t>(i)]; }
    constexpr const T& operator[](int i) const { return items[static_cast<std::size_t>(i)]; }
    constexpr auto begin() { return items.begin(); }
    constexpr auto end() { return items.end(); }
    constexpr auto begin() const { return items.begin(); }
    constexpr auto end() const { return items.end(); }
};

// Transfers, as bits.
constexpr unsigned kA = 1;
constexpr unsigned kB = 2;
constexpr unsigned kK = 4;
constexpr std::array<unsigned, 3> kTransfers = {kA, kB, kK};

// Blocks by number; 0 stands for "nothing said".
constexpr int kBlocks = 4;
constexpr Row<unsigned, kBlocks + 1> kContent = {{0, 0, kA, kB, kA | kK}};
constexpr Row<const char*, kBlocks + 1> kBlockName = {{"-", "{}", "{A}", "{B}", "{A,K}"}};

std::string names(unsigned transfers) {
    std::string out;
    if (transfers & kA) out += 'A';
    if (transfers & kB) out += 'B';
    if (transfers & kK) out += 'K';
    return out;
}

/// Everything one honest member ever said at this height.
struct Member {
    std::uint8_t votes = 0;
    std::uint8_t acks = 0;
    std::uint8_t list = 0;  // C, once frozen
    std::uint8_t view = 0;  // 1 + the view of its newest VIEW-CHANGE; 0: none
    bool crashed = false;
    // Per view: 0 no VIEW-CHANGE for it, 1 without P, 2 + w: P is of view w.
    Row<std::uint8_t, kMaxViews> change{};
    Row<std::uint8_t, kMaxViews> prepared{};  // a block's number
    Row<std::uint8_t, kMaxViews> committed{};

    std::uint64_t packed() const {
        std::uint64_t bits = 0;
        const auto put = [&bits](unsigned value, int width) { bits = bits << width | value; };
        put(votes, 3);
        put(acks, 3);
        put(list, 3);
        put(view, 3);
        put(crashed ? 1 : 0, 1);
        for (int v = 0; v < kMaxViews; ++v) {
            put(change[v], 3);
            put(prepared[v], 3);
            put(committed[v], 3);
        }
        return bits;  // 49 bits
    }
};

using State = Row<Member, kHonest>;

struct Step {
    State next;
    std::string what;
};

class Model {
public:
    explicit Model(const Rules& rules) : m_rules(rules), m_blocks(rules.payments ? kBlocks : 2) {}

    /// A promise that `state` breaks, or nothing.
    std::string broken(const State& state) const;
    std::vector<Step> steps(const State& state, bool named) const;
    /// Members are interchangeable, and what can no longer matter is forgotten.
    State canonical(State state) const;

private:
    /// What honest members must add to the Byzantine member's word.
    int needed() const { return m_rules.quorum - 1; }
    template <class Says>
    static int countOf(const State& state, Says says) {
        return static_cast<int>(std::count_if(state.begin(), state.end(), says));
    }
    bool isCertified(const State& state, unsigned transfer) const {
        // Bent: the Byzantine member says its vote twice.
        const int twice = m_rules.votesCountOnce ? 0 : 1;
        return countOf(state, [&](const Member& m) { return (m.votes & transfer) != 0; }) + twice >=
               needed();
    }
    bool isFinal(const State& state, unsigned transfer) const {
        return countOf(state, [&](const Member& m) { return (m.acks & transfer) != 0; }) >=
               needed();
    }
    bool isPrepared(const State& state, int view, int block) const {
        return countOf(state, [&](const Member& m) { return m.prepared[view] == block; }) >=
               needed();
    }
    bool isDecided(const State& state, int block) const;
    bool maySignPayments(const Member& member) const;
    bool isAllowed(const State& state, int view, int block) const;
    bool allowedBy(const State& state, int view, int block, unsigned honest, bool byzantine) const;

    void addPayments(const State& state, int i, bool named, std::vector<Step>& out) const;
    void addViewChanges(const State& state, int i, bool named, std::vector<Step>& out) const;
    void addAgreement(const State& state, int i, bool named, std::vector<Step>& out) const;

    Rules m_rules;
    int m_blocks;  // without payments two blocks stand for all there are
};

bool Model::isDecided(const State& state, int block) const {
    int anyView = 0;
    for (const Member& member : state) {
        const auto& all = member.committed;
        anyView += std::any_of(all.begin(), all.end(), [&](int b) { return b == block; }) ? 1 : 0;
    }
    if (!m_rules.commitsOfOneView) return anyView >= needed();
    for (int view = 0; view < m_rules.views; ++view) {
        if (countOf(state, [&](const Member& m) { return m.committed[view] == block; }) >= needed())
            return true;
    }
    return false;
}

std::string Model::broken(const State& state) const {
    if (isCertified(state, kA) && isCertified(state, kB)) return "A and B are both certified";
    if (isCertified(state, kK) && isCertified(state, kB)) return "K and B are both certified";
    int decided = 0;
    for (int block = 1; block <= m_blocks; ++block) {
        if (!isDecided(state, block)) continue;
        if (decided != 0)
            return std::string("both ") + kBlockName[decided] + " and " + kBlockName[block] +
                   " are decided";
        decided = block;
    }
    for (const unsigned transfer : kTransfers) {
        if (!isFinal(state, transfer)) continue;
        if (transfer == kK && !isFinal(state, kA)) return "K is final and its parent is not";
        if (decided != 0 && (kContent[decided] & transfer) == 0)
            return names(transfer) + " is final and " + kBlockName[decided] + " is decided";
    }
    return {};
}

bool Model::maySignPayments(const Member& member) const {
    if (member.view == 0 || !m_rules.freeze) return true;
    // Bent: only the VIEW-CHANGE of view 0 freezes.
    return !m_rules.freezeAboveViewZero && member.change[0] == 0;
}

void Model::addPayments(const State& state, int i, bool named, std::vector<Step>& out) const {
    const Member& member = state[i];
    if (!m_rules.payments || !maySignPayments(member)) return;
    const auto say = [&](const char* verb, unsigned transfer, auto&& change) {
        Step step{state, {}};
        change(step.next[i]);
        if (named) step.what = std::to_string(i) + ' ' + verb + ' ' + names(transfer);
        out.push_back(std::move(step));
    };
    // A crash that forgot its votes makes a member as free as if it had none.
    const unsigned remembered = member.crashed && !m_rules.votesSurvive ? 0 : member.votes;
    for (const unsigned transfer : kTransfers) {
        const unsigned rival = transfer == kA ? kB : transfer == kB ? kA : 0;
        const bool parentHere =
            transfer != kK || !m_rules.parentVotedFirst || isCertified(state, kA);
        if ((member.votes & transfer) == 0 && parentHere &&
            ((remembered & rival) == 0 || !m_rules.oneSideVoted))
            say("votes for", transfer,
                [&](Member& m) { m.votes = static_cast<std::uint8_t>(m.votes | transfer); });
        const bool parentAcked =
            transfer != kK || !m_rules.parentAckedFirst || (member.acks & kA) != 0;
        if ((member.acks & transfer) == 0 && parentAcked && isCertified(state, transfer))
            say("acknowledges", transfer,
                [&](Member& m) { m.acks = static_cast<std::uint8_t>(m.acks | transfer); });
    }
    const bool forgets = !m_rules.votesSurvive || !m_rules.acksSurvive;
    const bool nobodyDid = countOf(state, [](const Member& m) { return m.crashed; }) == 0;
    if (forgets && nobodyDid) say("crashes", 0, [](Member& m) { m.crashed = true; });
}

void Model::addViewChanges(const State& state, int i, bool named, std::vector<Step>& out) const {
    const Member& member = state[i];
    for (int view = member.view; view < m_rules.views; ++view) {
        // P is any prepared certificate it may have met, but not below what it committed to.
        int least = -1;
        for (int w = 0; w < view; ++w)
            if (member.committed[w] != 0) least = w;
        for (int p = least; p < view; ++p) {
            if (p >= 0) {
                bool exists = false;
                for (int block = 1; block <= m_blocks; ++block)
                    exists = exists || isPrepared(state, p, block);
                if (!exists) continue;
            }
            Step step{state, {}};
            Member& next = step.next[i];
            if (member.view == 0 || !m_rules.listFreezes)
                next.list = member.crashed && !m_rules.acksSurvive ? 0 : member.acks;
            next.view = static_cast<std::uint8_t>(view + 1);
            next.change[view] = static_cast<std::uint8_t>(p < 0 ? 1 : 2 + p);
            if (named)
                step.what = std::to_string(i) + " asks for view " + std::to_string(view) +
                            (p < 0 ? ", no P" : ", P of view " + std::to_string(p)) + ", C = {" +
                            names(next.list) + "}";
            out.push_back(std::move(step));
        }
    }
}

/// Whether these members' VIEW-CHANGEs justify `block`. The Byzantine member's own names no
/// transfer, for that binds least, and every P there is, or none.
bool Model::allowedBy(const State& state, int view, int block, unsigned honest,
                      bool byzantine) const {
    unsigned demanded = 0;
    int chosen = -1;
    const auto better = [&](int a, int b) { return m_rules.highestPrepared ? a > b : a < b; };
    for (int i = 0; i < kHonest; ++i) {
        if ((honest >> i & 1U) == 0) continue;
        demanded |= state[i].list;
        const int p = state[i].change[view] - 2;
        if (p >= 0 && (chosen < 0 || better(p, chosen))) chosen = p;
    }
    const auto fits = [&](int p) {
        if (p < 0 || !m_rules.preparedBinds)
            return !m_rules.listsBind || (demanded & ~kContent[block]) == 0;
        return isPrepared(state, p, block);
    };
    if (fits(chosen)) return true;
    if (!byzantine) return false;
    for (int p = 0; p < view; ++p) {
        if ((chosen < 0 || better(p, chosen)) && m_rules.preparedBinds &&
            isPrepared(state, p, block))
            return true;
    }
    return false;
}

bool Model::isAllowed(const State& state, int view, int block) const {
    unsigned asked = 0;
    for (int i = 0; i < kHonest; ++i) asked |= state[i].change[view] != 0 ? 1U << i : 0;
    // q of them, or one less with the Byzantine member.
    for (unsigned honest = 0; honest < 1U << kHonest; ++honest) {
        if ((honest & ~asked) != 0) continue;
        const int count = std::popcount(honest);
        if (count == m_rules.quorum - 1 && allowedBy(state, view, block, honest, true)) return true;
        if (count == m_rules.quorum && allowedBy(state, view, block, honest, false)) return true;
    }
    return false;
}

void Model::addAgreement(const State& state, int i, bool named, std::vector<Step>& out) const {
    const Member& member = state[i];
    if (member.view == 0) return;
    const int newest = member.view - 1;
    for (int view = m_rules.lowerViewsClosed ? newest : 0; view <= newest; ++view) {
        if (member.change[view] == 0) continue;
        for (int block = 1; block <= m_blocks; ++block) {
            const auto say = [&](const char* verb, auto&& change) {
                Step step{state, {}};
                change(step.next[i]);
                if (named)
                    step.what = std::to_string(i) + ' ' + verb + ' ' + kBlockName[block] +
                                " in view " + std::to_string(view);
                out.push_back(std::move(step));
            };
            const auto number = static_cast<std::uint8_t>(block);
            if (member.prepared[view] == 0 && isAllowed(state, view, block))
                say("prepares", [&](Member& m) { m.prepared[view] = number; });
            if (member.committed[view] == 0 && isPrepared(state, view, block))
                say("commits", [&](Member& m) { m.committed[view] = number; });
        }
    }
}

std::vector<Step> Model::steps(const State& state, bool named) const {
    std::vector<Step> out;
    for (int i = 0; i < kHonest; ++i) {
        addPayments(state, i, named, out);
        addViewChanges(state, i, named, out);
        addAgreement(state, i, named, out);
    }
    return out;
}

State Model::canonical(State state) const {
    const bool closed = std::none_of(state.begin(), state.end(),
                                     [this](const Member& m) { return maySignPayments(m); });
    if (closed && !(isCertified(state, kA) && isCertified(state, kB))) {
        // No vote is ever looked at again but whether K's parent was certified.
        const bool parent = isCertified(state, kA);
        for (Member& member : state) member.votes = parent ? kA : 0;
    }
    if (m_rules.lowerViewsClosed) {
        for (int view = 0; view < m_rules.views; ++view) {
            if (std::any_of(state.begin(), state.end(),
                            [&](const Member& m) { return m.view <= view + 1; }))
                break;
            // Everybody is past it: only certificates of it count, not who helped to make them.
            std::uint8_t certified = 0;
            int certificates = 0;
            for (int block = 1; block <= m_blocks; ++block) {
                if (!isPrepared(state, view, block)) continue;
                certified = static_cast<std::uint8_t>(block);
                ++certificates;
            }
            if (certificates > 1) continue;
            for (Member& member : state) {
                member.prepared[view] = certified;
                member.change[view] = 1;
            }
        }
    }
    std::sort(state.begin(), state.end(),
              [](const Member& a, const Member& b) { return a.packed() < b.packed(); });
    return state;
}

StateKey keyOf(const State& state) {
    StateKey key;  // three words of 49 bits
    const std::uint64_t a = state[0].packed();
    const std::uint64_t b = state[1].packed();
    const std::uint64_t c = state[2].packed();
    key.low = a | (b << 49);
    key.high = (b >> 15) | (c << 34);
    key.extra = static_cast<std::uint32_t>(c >> 30);
    return key;
}

}  // namespace

Report explore(const Rules& rules, std::size_t maxStates) {
    const Model model(rules);
    StateSet seen;
    Report report;
    struct Frame {
        State state;
        std::vector<Step> steps;
        std::size_t at = 0;  // in steps: the next one to take
    };
    std::vector<Frame> path;
    const auto enter = [&](const State& raw) {
        const State state = model.canonical(raw);
        if (!seen.insert(keyOf(state))) return true;
        ++report.states;
        report.violation = model.broken(state);
        if (!report.violation.empty()) return false;
        path.push_back({state, model.steps(state, false)});
        return report.states < maxStates;
    };
    bool goOn = enter(State{});
    while (goOn && !path.empty()) {
        Frame& top = path.back();
        if (top.at == top.steps.size()) {
            path.pop_back();
            continue;
        }
        const State next = top.steps[top.at++].next;
        goOn = enter(next);
    }
    report.complete = goOn;
    if (!report.violation.empty())
        for (const Frame& frame : path)
            report.trace.push_back(model.steps(frame.state, true)[frame.at - 1].what);
    return report;
}

}  // namespace timecoin::model
