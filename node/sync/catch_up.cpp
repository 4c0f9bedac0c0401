#include "node/sync/catch_up.h"

#include <algorithm>

namespace timecoin {

namespace {

constexpr std::size_t kMaxOpen = 3;
constexpr std::uint64_t kAheadOfTip = 2 * kBlocksPerBatch;
constexpr std::uint64_t kSilenceMs = 5'000;
/// A source that drips keeps its range no longer than this when another one is free.
constexpr std::uint64_t kSlowMs = 30'000;
constexpr std::uint64_t kPassOverMs = 10'000;  ///< doubles with each failure in a row
constexpr std::uint32_t kMaxDoublings = 5;
/// At the horizon a shorter range waits for the tip to move, so that requests stay few.
constexpr std::uint32_t kLeastAtHorizon = kBlocksPerBatch / 2;
constexpr std::size_t kMaxOwed = 2 * kAheadOfTip;

}  // namespace

// ---- what is told -------------------------------------------------------------------------

void CatchUp::onHeight(Source source, std::uint64_t height) {
    State& state = m_sources[source];
    if (height <= state.claimed) return;
    state.claimed = height;
    m_changed = true;
}

void CatchUp::onGone(Source source) {
    if (m_sources.erase(source) > 0) m_changed = true;
}

void CatchUp::onTip(std::uint64_t height) {
    if (height <= m_tip) return;
    m_tip = height;
    m_changed = true;
    while (!m_held.empty() && m_held.begin()->first <= m_tip) {
        const auto source = m_sources.find(m_held.begin()->second.source);
        if (source != m_sources.end()) source->second.failures = 0;
        m_held.erase(m_held.begin());
    }
    for (auto& [source, state] : m_sources) {
        if (state.open && complete(*state.open)) state.open.reset();
    }
}

CatchUp::Arrival CatchUp::onBlock(Source source, std::shared_ptr<const CertifiedBlock> block) {
    const std::uint64_t height = block->block.header.height;
    const auto at = m_sources.find(source);
    if (at == m_sources.end()) return Arrival::Unrequested;
    State& state = at->second;
    const auto owed = state.owed.find(height);
    if (owed == state.owed.end()) return Arrival::Unrequested;
    if (--owed->second == 0) state.owed.erase(owed);

    // Late, or given by another source meanwhile: asked for, but of no use.
    if (height <= m_tip || height > horizon() || m_held.contains(height)) return Arrival::Wanted;
    m_held.emplace(height, Held{source, std::move(block)});
    if (state.open) state.open->heard = true;
    for (auto& [other, its] : m_sources) {
        if (!its.open || !complete(*its.open)) continue;
        its.open.reset();
        m_changed = true;
    }
    return Arrival::Wanted;
}

std::shared_ptr<const CertifiedBlock> CatchUp::next() const {
    const auto at = m_held.find(m_tip + 1);
    return at == m_held.end() ? nullptr : at->second.block;
}

std::optional<CatchUp::Source> CatchUp::refuse(const CertifiedBlock& block, Instant now) {
    const auto at = m_held.find(block.block.header.height);
    if (at == m_held.end() || at->second.block.get() != &block) return std::nullopt;
    const Source source = at->second.source;
    std::erase_if(m_held, [&](const auto& held) { return held.second.source == source; });
    if (const auto found = m_sources.find(source); found != m_sources.end()) {
        found->second.open.reset();
        found->second.owed.clear();
        passOver(found->second, now);
    }
    m_changed = true;
    return source;
}

bool CatchUp::behind() const {
    return bestClaimed() > m_tip;
}

std::uint64_t CatchUp::bestClaimed() const {
    std::uint64_t best = m_tip;
    for (const auto& [source, state] : m_sources) best = std::max(best, state.claimed);
    return best;
}

// ---- what to ask --------------------------------------------------------------------------

std::vector<CatchUp::Request> CatchUp::poll(Instant now) {
    m_polledMs = now.monotonicMs;
    m_changed = false;
    closeSilent(now);
    closeSlow(now);
    std::vector<Request> requests;
    const bool choosy = hasFaultless(now);
    for (const Source source : idleSources(now)) {
        if (openCount() == kMaxOpen) break;
        if (choosy && m_sources.at(source).failures > 0) break;  // the others failed more often
        const auto request = rangeFor(source);
        if (!request) continue;
        State& state = m_sources.at(source);
        state.open = Open{request->from, request->count, now.monotonicMs, now.monotonicMs, false};
        state.askedTurn = ++m_requests;
        owe(state, *request);
        requests.push_back(*request);
    }
    return requests;
}

std::optional<std::uint64_t> CatchUp::nextDueMs() const {
    if (!behind()) return std::nullopt;
    if (m_changed) return 0;
    std::uint64_t due = m_polledMs + kSilenceMs;
    for (const auto& [source, state] : m_sources) {
        if (state.open) due = std::min(due, state.open->heardMs + kSilenceMs);
        if (state.claimed > m_tip && state.passedOverUntilMs > m_polledMs)
            due = std::min(due, state.passedOverUntilMs);
    }
    return due;
}

std::uint64_t CatchUp::horizon() const {
    return m_tip + kAheadOfTip;
}

/// Here, or asked for, or behind us.
bool CatchUp::covered(std::uint64_t height) const {
    if (height <= m_tip || m_held.contains(height)) return true;
    return std::any_of(m_sources.begin(), m_sources.end(), [&](const auto& source) {
        const auto& open = source.second.open;
        return open && height >= open->from && height < open->end();
    });
}

std::uint64_t CatchUp::firstMissing(const Open& open) const {
    std::uint64_t height = std::max(open.from, m_tip + 1);
    while (height < open.end() && m_held.contains(height)) ++height;
    return height;
}

bool CatchUp::complete(const Open& open) const {
    return firstMissing(open) >= open.end();
}

std::size_t CatchUp::openCount() const {
    return static_cast<std::size_t>(
        std::count_if(m_sources.begin(), m_sources.end(),
                      [](const auto& source) { return source.second.open.has_value(); }));
}

void CatchUp::closeSilent(Instant now) {
    for (auto& [source, state] : m_sources) {
        if (!state.open) continue;
        if (std::exchange(state.open->heard, false)) state.open->heardMs = now.monotonicMs;
        if (now.monotonicMs < state.open->heardMs + kSilenceMs) continue;
        state.open.reset();
        passOver(state, now);
    }
}

/// It goes to the end of the line but is not passed over, and what it has sent is kept.
void CatchUp::closeSlow(Instant now) {
    std::vector<Source> free = idleSources(now);
    for (auto& [source, state] : m_sources) {
        if (!state.open || now.monotonicMs < state.open->sentMs + kSlowMs) continue;
        const std::uint64_t wanted = firstMissing(*state.open);
        const auto taker = std::find_if(free.begin(), free.end(), [&](Source one) {
            return m_sources.at(one).claimed >= wanted;
        });
        if (taker == free.end()) continue;
        free.erase(taker);
        state.open.reset();
        ++state.failures;
    }
}

/// Sources that may be asked and claim something we lack: fewest failures first, then those not
/// asked for the longest time.
std::vector<CatchUp::Source> CatchUp::idleSources(Instant now) const {
    std::vector<Source> idle;
    for (const auto& [source, state] : m_sources) {
        if (!state.open && state.claimed > m_tip && now.monotonicMs >= state.passedOverUntilMs)
            idle.push_back(source);
    }
    std::stable_sort(idle.begin(), idle.end(), [&](Source a, Source b) {
        const State& left = m_sources.at(a);
        const State& right = m_sources.at(b);
        return std::pair(left.failures, left.askedTurn) <
               std::pair(right.failures, right.askedTurn);
    });
    return idle;
}

/// Who failed is asked again only while nobody else is left: ranges lent to liars would hold up
/// those that deliver.
bool CatchUp::hasFaultless(Instant now) const {
    return std::any_of(m_sources.begin(), m_sources.end(), [&](const auto& source) {
        const State& state = source.second;
        return state.failures == 0 && state.claimed > m_tip &&
               now.monotonicMs >= state.passedOverUntilMs;
    });
}

/// The lowest range that nobody covers and `source` claims to have.
std::optional<CatchUp::Request> CatchUp::rangeFor(Source source) const {
    const std::uint64_t last = std::min(m_sources.at(source).claimed, horizon());
    std::uint64_t from = m_tip + 1;
    while (from <= last && covered(from)) ++from;
    if (from > last) return std::nullopt;
    std::uint32_t count = 1;
    while (count < kBlocksPerBatch && from + count <= last && !covered(from + count)) ++count;
    const bool cutByHorizon =
        from + count - 1 == horizon() && m_sources.at(source).claimed > horizon();
    if (cutByHorizon && count < kLeastAtHorizon) return std::nullopt;
    return Request{source, from, count};
}

void CatchUp::passOver(State& state, Instant now) {
    const std::uint32_t doublings = std::min(state.failures, kMaxDoublings);
    state.passedOverUntilMs = now.monotonicMs + (kPassOverMs << doublings);
    ++state.failures;
}

void CatchUp::owe(State& state, const Request& request) {
    for (std::uint32_t i = 0; i < request.count; ++i) ++state.owed[request.from + i];
    while (state.owed.size() > kMaxOwed) state.owed.erase(state.owed.begin());
}

}  // namespace timecoin
