#include "tests/support/pbft_scenario.h"

#include "node/core/verification.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>

namespace timecoin {

namespace {

using Nodes = std::set<std::size_t>;

/// The next `times` messages of a kind, by one of `by`, on their way to one of `to`, are lost.
struct Loss {
    std::string kind;
    Nodes by;
    Nodes to;
    std::optional<std::uint32_t> view;
};

/// What an agreement message says, without numbers that mean nothing to a reader.
struct Said {
    std::string kind;
    std::size_t member = 0;
    std::uint64_t height = 0;
    std::uint32_t view = 0;
    std::optional<Hash> block;
    std::optional<PreparedRef> prepared;
};

std::optional<Said> said(const wire::Message& message) {
    Said out;
    if (std::holds_alternative<wire::ReadyMessage>(message)) out.kind = "ready";
    if (const auto* change = std::get_if<wire::ViewChangeMessage>(&message)) {
        out.kind = "view-change";
        out.prepared = change->change.prepared;
    }
    if (const auto* proposal = std::get_if<wire::ProposalMessage>(&message)) {
        out.kind = "proposal";
        out.block = proposal->prePrepare.block;
    }
    if (const auto* prepare = std::get_if<wire::PrepareMessage>(&message)) {
        out.kind = "prepare";
        out.block = prepare->prepare.block;
    }
    if (const auto* commit = std::get_if<wire::CommitMessage>(&message)) {
        out.kind = "commit";
        out.block = commit->commit.block;
    }
    if (out.kind.empty()) return std::nullopt;
    const auto at = *headerOf(message);
    out.member = at.member;
    out.height = at.height;
    out.view = at.view;
    return out;
}

class Scenario {
public:
    explicit Scenario(std::uint32_t members)
        : m_cluster({.members = members, .others = 0, .epochSlots = 1'000, .startAll = false}),
          m_eventsRead(members) {
        m_cluster.lose = [this](std::size_t, std::size_t to, const wire::Message& message) {
            return onLetter(to, message);
        };
    }

    void command(const std::string& line);
    ScenarioStory story() && { return {std::move(m_told), std::move(m_broken)}; }
    void judge();

private:
    bool onLetter(std::size_t to, const wire::Message& message);
    void listen(const std::function<bool()>& done, std::uint64_t limitMs);
    void readEvents();
    void tell(const std::string& line) { m_told += line + "\n"; }
    void tellNow(const std::string& line);
    void fail(const std::string& why) {
        if (m_broken.empty()) m_broken = why;
    }
    std::string nameOf(const Hash& block);
    Nodes nodes(const std::string& list) const;
    bool reached(const Nodes& who, std::uint64_t height);
    void expect(std::istringstream& words, const std::string& line);

    Cluster m_cluster;
    std::vector<Loss> m_losses;
    std::set<Hash> m_heard;        // messages told already
    std::map<Hash, char> m_names;  // blocks in the order in which they appear
    std::map<std::pair<std::uint64_t, std::uint32_t>, Hash> m_proposed;
    std::map<std::uint64_t, std::uint32_t> m_highestView;  // anybody asked for, by height
    std::map<std::uint64_t, std::pair<Hash, std::uint32_t>> m_decided;
    std::vector<std::size_t> m_eventsRead;
    std::string m_told;
    std::string m_broken;
};

std::string Scenario::nameOf(const Hash& block) {
    const char next = static_cast<char>('A' + m_names.size() % 26);
    return {m_names.emplace(block, next).first->second};
}

Nodes Scenario::nodes(const std::string& list) const {
    Nodes out;
    if (list == "all") {
        for (std::size_t i = 0; i < m_cluster.size(); ++i) out.insert(i);
        return out;
    }
    std::istringstream in(list);
    for (std::string one; std::getline(in, one, ',');) out.insert(std::stoul(one));
    return out;
}

void Scenario::tellNow(const std::string& line) {
    const auto ms = std::to_string(m_cluster.now().monotonicMs - 1'000);
    tell(std::string(ms.size() < 8 ? 8 - ms.size() : 0, ' ') + ms + "  " + line);
}

/// Every agreement message on its way: told when it is first sent, whoever passes it on.
bool Scenario::onLetter(std::size_t to, const wire::Message& message) {
    const auto what = said(message);
    if (!what) return false;
    if (what->kind == "view-change")
        m_highestView[what->height] = std::max(m_highestView[what->height], what->view);
    if (m_heard.insert(wire::messageId(wire::encodeMessage(message))).second) {
        if (what->kind == "proposal") m_proposed[{what->height, what->view}] = *what->block;
        std::string line = std::to_string(what->member) + " " + what->kind + " height " +
                           std::to_string(what->height);
        if (what->kind != "ready") line += " view " + std::to_string(what->view);
        if (what->block) line += " block " + nameOf(*what->block);
        if (what->prepared)
            line += " prepared " + nameOf(what->prepared->block) + " in view " +
                    std::to_string(what->prepared->view);
        tellNow(line);
    }
    return std::any_of(m_losses.begin(), m_losses.end(), [&](const Loss& loss) {
        return (loss.kind == what->kind || loss.kind == "any") && loss.by.contains(what->member) &&
               loss.to.contains(to) && (!loss.view || *loss.view == what->view);
    });
}

void Scenario::readEvents() {
    for (std::size_t i = 0; i < m_cluster.size(); ++i) {
        auto& events = m_cluster.node(i).events;
        for (; m_eventsRead[i] < events.size(); ++m_eventsRead[i]) {
            const auto* block = std::get_if<BlockCommitted>(&events[m_eventsRead[i]]);
            if (!block) continue;
            tellNow(std::to_string(i) + " has block " + nameOf(block->hash) + " at height " +
                    std::to_string(block->height) + ", decided in view " +
                    std::to_string(block->view));
            const auto [first, isNew] =
                m_decided.try_emplace(block->height, block->hash, block->view);
            if (!isNew && first->second.first != block->hash)
                fail("two blocks at height " + std::to_string(block->height));
        }
    }
}

void Scenario::listen(const std::function<bool()>& done, std::uint64_t limitMs) {
    const auto end = m_cluster.now().monotonicMs + limitMs;
    while (m_cluster.now().monotonicMs < end && !done()) {
        m_cluster.run(5);
        readEvents();
    }
}

bool Scenario::reached(const Nodes& who, std::uint64_t height) {
    return std::all_of(who.begin(), who.end(), [&](std::size_t node) {
        return m_cluster.node(node).core && m_cluster.heightOf(node) >= height;
    });
}

void Scenario::expect(std::istringstream& words, const std::string& line) {
    std::string what;
    std::uint64_t height = 0;
    words >> what >> height;
    std::string word;
    std::uint32_t view = 0;
    while (words >> word && word != "view") {
    }
    words >> view;
    bool holds = false;
    if (what == "decided") {  // decided HEIGHT in view V
        const auto at = m_decided.find(height);
        holds = at != m_decided.end() && at->second.second == view;
    } else if (what == "block") {  // block HEIGHT is that of view V
        const auto at = m_decided.find(height);
        const auto proposed = m_proposed.find({height, view});
        holds = at != m_decided.end() && proposed != m_proposed.end() &&
                at->second.first == proposed->second;
    } else if (what == "nobody") {  // nobody HEIGHT above view V
        holds = m_highestView[height] <= view;
    } else {
        return fail("not understood: " + line);
    }
    if (!holds) fail(line);
}

void Scenario::command(const std::string& line) {
    std::istringstream words(line);
    std::string verb;
    words >> verb;
    tell("> " + line);
    if (verb == "start" || verb == "stop") {
        std::string list;
        words >> list;
        for (const auto node : nodes(list)) {
            if (verb == "start")
                m_cluster.start(node);
            else
                m_cluster.stop(node);
        }
        readEvents();
    } else if (verb == "run") {
        std::uint64_t ms = 0;
        words >> ms;
        listen([] { return false; }, ms);
    } else if (verb == "until") {  // until NODES have HEIGHT within MS
        std::string who, have, within;
        std::uint64_t height = 0, ms = 0;
        words >> who >> have >> height >> within >> ms;
        const auto waiting = nodes(who);
        listen([&] { return reached(waiting, height); }, ms);
        if (!reached(waiting, height)) fail(line);
    } else if (verb == "lose") {  // lose KIND by NODES to NODES [view V]
        Loss loss;
        std::string by, to, word;
        words >> loss.kind >> word >> by >> word >> to;
        loss.by = nodes(by);
        loss.to = nodes(to);
        std::uint32_t view = 0;
        if (words >> word >> view) loss.view = view;
        m_losses.push_back(std::move(loss));
    } else if (verb == "heal") {
        m_losses.clear();
        for (std::size_t a = 0; a < m_cluster.size(); ++a)
            for (std::size_t b = a + 1; b < m_cluster.size(); ++b) m_cluster.connect(a, b, true);
    } else if (verb == "cut") {  // cut NODES off
        std::string list;
        words >> list;
        const auto away = nodes(list);
        for (std::size_t a = 0; a < m_cluster.size(); ++a)
            for (std::size_t b = a + 1; b < m_cluster.size(); ++b)
                if (away.contains(a) != away.contains(b)) m_cluster.connect(a, b, false);
    } else if (verb == "expect") {
        expect(words, line);
    } else {
        fail("not understood: " + line);
    }
}

/// What holds in every story.
void Scenario::judge() {
    for (std::size_t i = 0; i < m_cluster.size(); ++i) {
        if (m_cluster.node(i).fatal) fail("node " + std::to_string(i) + " stopped itself");
        if (!m_cluster.node(i).blames.empty())
            fail("node " + std::to_string(i) + " blames a peer, and nobody lies here");
    }
}

}  // namespace

ScenarioStory runScenario(const std::vector<std::string>& script) {
    std::optional<Scenario> scenario;
    for (const auto& line : script) {
        if (line.empty() || line.front() == '#') continue;
        if (line.rfind("members ", 0) == 0 && !scenario)
            scenario.emplace(static_cast<std::uint32_t>(std::stoul(line.substr(8))));
        else if (!scenario)
            return {{}, "the first command is: members N"};
        else
            scenario->command(line);
    }
    if (!scenario) return {{}, "nothing in it"};
    scenario->judge();
    return std::move(*scenario).story();
}

}  // namespace timecoin
