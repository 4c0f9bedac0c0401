#include "node/storage/recount.h"

#include "node/storage/commit_check.h"

#include <algorithm>

namespace timecoin {

namespace {

/// Of a thousand parts of the work: where coins, blocks and the rest end.
constexpr std::uint32_t kCoinsEnd = 600;
constexpr std::uint32_t kBlocksEnd = 950;

std::string at(std::uint64_t height) {
    return "height " + std::to_string(height) + ": ";
}

std::string name(const OutPoint& outpoint) {
    return toHex(outpoint.txid) + ":" + std::to_string(outpoint.index);
}

Failure<StorageError> differs(std::string what) {
    return fail(corrupt("recount: " + std::move(what)));
}

}  // namespace

Stored<bool> Recount::advance(std::size_t steps) {
    std::size_t taken = 0;
    while (m_part != Part::Done && taken < std::max<std::size_t>(steps, 1)) {
        Stored<std::size_t> looked = std::size_t{0};
        switch (m_part) {
        case Part::Coins: looked = countCoins(steps - taken); break;
        case Part::LockIndex: looked = walkLockIndex(steps - taken); break;
        case Part::Blocks: looked = walkBlock(); break;
        case Part::Deltas: looked = walkDelta(); break;
        case Part::Boundaries: looked = walkBoundary(); break;
        case Part::Done: break;
        }
        if (!looked) return fail(looked.error());
        taken += looked.value() + 1;
    }
    return m_part != Part::Done;
}

RecountProgress Recount::progress() const {
    switch (m_part) {
    case Part::Coins: {
        // Ids are spread evenly: how far the first bytes have come is how far the work has.
        if (!m_cursor) return {0, false};
        const std::uint32_t first = m_cursor->txid.data[0] * 256U + m_cursor->txid.data[1];
        return {first * kCoinsEnd / 65'536, false};
    }
    case Part::LockIndex: return {kCoinsEnd, false};
    case Part::Blocks: {
        const std::uint64_t part = (kBlocksEnd - kCoinsEnd) * m_height / (m_tipHeight + 1);
        return {kCoinsEnd + static_cast<std::uint32_t>(part), false};
    }
    case Part::Deltas:
    case Part::Boundaries: return {kBlocksEnd, false};
    case Part::Done: break;
    }
    return {1'000, true};
}

// ---- coins ----------------------------------------------------------------------------

Status<StorageError> Recount::startCoins() {
    const auto height = m_store.tipHeight();
    if (!height) return fail(height.error());
    m_height = height.value();
    m_cursor.reset();
    m_sum = LtHash();
    m_started = true;
    return done();
}

/// The sum stays that of the tip's coins up to the cursor. False: deltas are gone, start anew.
Stored<bool> Recount::takeInCommitted() {
    const auto tip = m_store.tipHeight();
    if (!tip) return fail(tip.error());
    for (; m_height < tip.value(); ++m_height) {
        const auto delta = m_store.deltaOf(m_height + 1);
        if (!delta) return fail(delta.error());
        if (!delta.value()) return false;
        const auto behind = [this](const OutPoint& outpoint) {
            return m_cursor && !(*m_cursor < outpoint);
        };
        for (const auto& [outpoint, coin] : delta.value()->spent) {
            if (behind(outpoint)) m_sum.remove(outpoint, coin);
        }
        for (const auto& [outpoint, coin] : delta.value()->created) {
            if (behind(outpoint)) m_sum.add(outpoint, coin);
        }
    }
    return true;
}

Stored<std::size_t> Recount::countCoins(std::size_t steps) {
    if (m_started) {
        const auto current = takeInCommitted();
        if (!current) return fail(current.error());
        m_started = current.value();
    }
    if (!m_started) {
        if (auto status = startCoins(); !status) return fail(status.error());
    }
    const auto page = m_store.coinsPage(CoinsAt::Tip, m_cursor, std::max<std::size_t>(steps, 1));
    if (!page) return fail(page.error());
    for (const auto& [outpoint, coin] : page.value()) {
        m_sum.add(outpoint, coin);
        const auto indexed = m_store.indexHolds(outpoint, coin);
        if (!indexed) return fail(indexed.error());
        if (!indexed.value())
            return differs("coin " + name(outpoint) + " is not in the index by lock");
    }
    if (page.value().size() == std::max<std::size_t>(steps, 1)) {
        m_cursor = page.value().back().outpoint;
        return page.value().size();
    }
    const auto tip = m_store.tip();
    if (!tip) return fail(tip.error());
    if (tip.value().coinHash != m_sum)
        return differs("the coins are not those of the tip's coin hash at height " +
                       std::to_string(m_height));
    m_part = Part::LockIndex;
    return page.value().size();
}

Stored<std::size_t> Recount::walkLockIndex(std::size_t steps) {
    const std::size_t limit = std::max<std::size_t>(steps, 3);  // one of them is read again
    const auto looked = m_store.walkLockIndex(m_lockCursor, limit);
    if (!looked || looked.value() == limit) return looked;
    m_part = Part::Blocks;
    m_started = false;
    m_tipHeight = m_height;
    m_height = 0;
    return looked;
}

// ---- blocks and their index -----------------------------------------------------------

Stored<std::size_t> Recount::walkBlock() {
    const auto tip = m_store.tipHeight();
    if (!tip) return fail(tip.error());
    m_tipHeight = tip.value();
    const auto base = m_store.baseHeight();
    if (!base) return fail(base.error());
    if (!m_started) {
        m_height = base.value();
        m_started = true;
    }
    if (m_height > m_tipHeight) {
        const auto stored = m_store.tip();
        if (!stored) return fail(stored.error());
        if (stored.value().hash != m_previous) return differs("the tip is not the newest block");
        m_part = Part::Deltas;
        m_started = false;
        return std::size_t{0};
    }
    const auto known = m_store.certifiedHeader(m_height);
    if (!known) return fail(known.error());
    if (!known.value()) return differs(at(m_height) + "no block");
    const BlockHeader& header = known.value()->header;
    const Hash hash = header.hash();
    if (header.height != m_height) return differs(at(m_height) + "a block of another height");
    if (m_height > base.value() && header.previous != m_previous)
        return differs(at(m_height) + "not the child of the block below");
    if (m_height > 0 && known.value()->certificate.block != hash)
        return differs(at(m_height) + "certificate of another block");
    const auto looked = checkBody(m_height);
    if (!looked) return fail(looked.error());
    m_previous = hash;
    ++m_height;
    return looked.value();
}

/// A body that is read has been compared with its header; here with the index.
Stored<std::size_t> Recount::checkBody(std::uint64_t height) {
    const auto from = m_store.bodiesFrom();
    if (!from) return fail(from.error());
    const auto block = m_store.block(height);
    if (!block) return fail(block.error());
    if (!block.value() && height >= from.value()) return differs(at(height) + "no body");
    std::optional<std::vector<Hash>> ids;
    if (block.value()) {
        ids = sortedIds(block.value()->block);
    } else {
        auto left = m_store.transactionIds(height);
        if (!left) return fail(left.error());
        ids = std::move(left).value();
    }
    if (!ids) return std::size_t{0};  // the base of an imported store
    for (const Hash& id : *ids) {
        if (auto status = checkIndex(id, height); !status) return fail(status.error());
    }
    return ids->size();
}

Status<StorageError> Recount::checkIndex(const Hash& id, std::uint64_t height) const {
    const auto found = m_store.heightOf(id);
    if (!found) return fail(found.error());
    if (found.value() == height) return done();
    // An id may stand in two blocks; then the index names the first.
    if (found.value() && *found.value() < height) {
        const auto first = m_store.transactionIds(*found.value());
        if (!first) return fail(first.error());
        if (first.value() && std::binary_search(first.value()->begin(), first.value()->end(), id))
            return done();
    }
    return differs(at(height) + "transaction " + toHex(id) + " is not in the index");
}

// ---- deltas and boundaries ------------------------------------------------------------

Status<StorageError> Recount::startDeltas() {
    const auto boundary = m_store.newestBoundary();
    if (!boundary) return fail(boundary.error());
    m_boundary.reset();
    m_started = true;
    if (!boundary.value()) return done();
    m_boundary = boundary.value()->header.height;
    m_height = *m_boundary;
    m_sum = boundary.value()->coinHash;
    return done();
}

/// From the coin hash of the newest boundary the deltas lead to that of the tip.
Stored<std::size_t> Recount::walkDelta() {
    if (!m_started) {
        if (auto status = startDeltas(); !status) return fail(status.error());
    }
    const auto tip = m_store.tipHeight();
    if (!tip) return fail(tip.error());
    if (m_boundary && m_height < tip.value()) {
        const auto delta = m_store.deltaOf(m_height + 1);
        if (!delta) return fail(delta.error());
        if (!delta.value()) {
            // A newer boundary has let it go; or it is missing.
            const auto boundary = m_store.newestBoundary();
            if (!boundary) return fail(boundary.error());
            if (!boundary.value() || boundary.value()->header.height == m_boundary)
                return differs(at(m_height + 1) + "no delta above the newest boundary");
            m_started = false;
            return std::size_t{0};
        }
        for (const auto& [outpoint, coin] : delta.value()->spent) m_sum.remove(outpoint, coin);
        for (const auto& [outpoint, coin] : delta.value()->created) m_sum.add(outpoint, coin);
        ++m_height;
        return delta.value()->spent.size() + delta.value()->created.size();
    }
    if (m_boundary) {
        const auto stored = m_store.tip();
        if (!stored) return fail(stored.error());
        if (stored.value().coinHash != m_sum)
            return differs("the deltas above the newest boundary do not lead to the tip");
    }
    m_part = Part::Boundaries;
    return std::size_t{0};
}

Stored<std::size_t> Recount::walkBoundary() {
    constexpr std::size_t kAtOnce = 4;  // each with a set of members
    const auto some = m_store.boundaries(m_newestWalked, kAtOnce);
    if (!some) return fail(some.error());
    const auto base = m_store.baseHeight();
    if (!base) return fail(base.error());
    for (const EpochBoundary& boundary : some.value()) {
        m_newestWalked = boundary.header.height;
        if (boundary.certificate.block != boundary.header.hash())
            return differs(at(m_newestWalked) + "a boundary with another certificate");
        if (m_newestWalked < base.value()) continue;
        const auto block = m_store.certifiedHeader(m_newestWalked);
        if (!block) return fail(block.error());
        if (!block.value() || block.value()->header != boundary.header)
            return differs(at(m_newestWalked) + "the boundary is another block");
    }
    if (some.value().size() == kAtOnce) return kAtOnce;
    const auto newest = m_store.newestBoundary();
    if (!newest) return fail(newest.error());
    const std::uint64_t expected = newest.value() ? newest.value()->header.height : 0;
    if (m_newestWalked != expected) return differs("the newest boundary is missing");
    m_part = Part::Done;
    return some.value().size();
}

}  // namespace timecoin
