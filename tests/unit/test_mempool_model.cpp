// The pool against a model that keeps a plain list and looks at all of it for every answer
// (R-POOL-1..6).
#include "node/mempool/mempool.h"
#include "tests/support/pool_transfers.h"
#include "tests/support/properties.h"

#include <QTest>

#include <algorithm>

using namespace timecoin;

namespace {

using DroppedIds = std::vector<std::pair<Hash, TxError>>;

class Model {
public:
    Model(std::size_t maxCount, std::uint64_t maxBytes)
        : m_maxCount(maxCount),
          m_maxBytes(maxBytes) {}

    std::optional<TxError> add(const TransactionPtr& transfer, std::uint64_t nowMs) {
        if (find(transfer->id)) return TxError::AlreadyKnown;
        for (const OutPoint& input : transfer->tx.inputs)
            if (spendersOf(input).size() >= 4) return TxError::Conflict;
        if (!pinned.contains(transfer->id)) {
            const auto victims = victimsFor(transfer);
            if (!victims) return TxError::PoolFull;
            for (const Hash& id : *victims) drop(id, TxError::PoolFull);
        }
        entries.push_back({transfer, nowMs});
        return std::nullopt;
    }

    void drop(const Hash& id, TxError reason) {
        if (!find(id)) return;
        const std::set<Hash> gone = familyOf(id);
        for (const Hash& one : gone)
            dropped.emplace_back(one, one == id ? reason : TxError::MissingCoin);
        std::erase_if(entries, [&](const Entry& entry) { return gone.contains(entry.tx->id); });
    }

    void onCommitted(const std::set<Hash>& ids, std::set<OutPoint> gone) {
        for (const Hash& id : ids)
            if (const Entry* entry = find(id))
                gone.insert(entry->tx->tx.inputs.begin(), entry->tx->tx.inputs.end());
        std::erase_if(entries, [&](const Entry& entry) { return ids.contains(entry.tx->id); });
        for (const OutPoint& outpoint : gone)
            for (const Hash& id : spendersOf(outpoint)) drop(id, TxError::Conflict);
    }

    void expireBefore(std::uint64_t ms) {
        std::set<std::pair<std::uint64_t, Hash>> old;
        for (const Entry& entry : entries)
            if (entry.addedMs < ms && !held(entry.tx->id)) old.emplace(entry.addedMs, entry.tx->id);
        for (const auto& [addedMs, id] : old) drop(id, TxError::Expired);
    }

    void setPinned(const std::vector<Hash>& ids) {
        pinned = {ids.begin(), ids.end()};
        while (!fits(entries, {})) drop(cheapestFirst(entries).front()->id, TxError::PoolFull);
    }

    std::vector<TransactionPtr> inOrder() const {
        std::vector<TransactionPtr> order;
        std::set<Hash> placed;
        while (order.size() < entries.size()) {
            TransactionPtr best;
            for (const Entry& entry : entries) {
                if (placed.contains(entry.tx->id)) continue;
                const auto parents = parentsOf(entry.tx);
                const bool ready = std::all_of(parents.begin(), parents.end(),
                                               [&](const Hash& id) { return placed.contains(id); });
                if (ready && (!best || cheaper(best, entry.tx))) best = entry.tx;
            }
            order.push_back(best);
            placed.insert(best->id);
        }
        return order;
    }

    std::set<Hash> rivalsOf(const TransactionPtr& transfer) const {
        std::set<Hash> rivals;
        for (const OutPoint& input : transfer->tx.inputs)
            for (const Hash& id : spendersOf(input)) rivals.insert(id);
        rivals.erase(transfer->id);
        return rivals;
    }
    std::uint64_t bytes() const {
        std::uint64_t sum = 0;
        for (const Entry& entry : entries) sum += entry.tx->size;
        return sum;
    }
    bool contested() const {
        return std::any_of(entries.begin(), entries.end(),
                           [&](const Entry& entry) { return !rivalsOf(entry.tx).empty(); });
    }

    struct Entry {
        TransactionPtr tx;
        std::uint64_t addedMs;
    };
    std::vector<Entry> entries;  // in the order of their coming
    std::set<Hash> pinned;
    DroppedIds dropped;

private:
    const Entry* find(const Hash& id) const {
        for (const Entry& entry : entries)
            if (entry.tx->id == id) return &entry;
        return nullptr;
    }
    std::vector<Hash> spendersOf(const OutPoint& outpoint) const {
        std::vector<Hash> ids;
        for (const Entry& entry : entries)
            for (const OutPoint& input : entry.tx->tx.inputs)
                if (input == outpoint) ids.push_back(entry.tx->id);
        return ids;
    }
    std::set<Hash> parentsOf(const TransactionPtr& transfer) const {
        std::set<Hash> parents;
        for (const OutPoint& input : transfer->tx.inputs)
            if (find(input.txid)) parents.insert(input.txid);
        return parents;
    }
    /// Itself and everything that descends from it.
    std::set<Hash> familyOf(const Hash& id) const {
        std::set<Hash> family{id};
        for (bool grew = true; grew;) {
            grew = false;
            for (const Entry& entry : entries)
                for (const Hash& parent : parentsOf(entry.tx))
                    if (family.contains(parent)) grew |= family.insert(entry.tx->id).second;
        }
        return family;
    }
    bool held(const Hash& id) const {
        const auto family = familyOf(id);
        return std::any_of(family.begin(), family.end(),
                           [&](const Hash& one) { return pinned.contains(one); });
    }
    /// Lower fee rate by cross multiplication (the fees here are small); ties: the higher id.
    static bool cheaper(const TransactionPtr& a, const TransactionPtr& b) {
        const std::uint64_t left = a->fee.satoshi() * b->size;
        const std::uint64_t right = b->fee.satoshi() * a->size;
        return left != right ? left < right : b->id < a->id;
    }
    std::vector<TransactionPtr> cheapestFirst(const std::vector<Entry>& from) const {
        std::vector<TransactionPtr> loose;
        for (const Entry& entry : from)
            if (!held(entry.tx->id)) loose.push_back(entry.tx);
        std::sort(loose.begin(), loose.end(), cheaper);
        return loose;
    }
    bool fits(const std::vector<Entry>& kept, const TransactionPtr& extra) const {
        std::size_t count = extra ? 1 : 0;
        std::uint64_t sum = extra ? extra->size : 0;
        for (const Entry& entry : kept) {
            if (held(entry.tx->id)) continue;
            ++count;
            sum += entry.tx->size;
        }
        return count <= m_maxCount && sum <= m_maxBytes;
    }
    std::optional<std::vector<Hash>> victimsFor(const TransactionPtr& transfer) const {
        std::vector<Entry> kept = entries;
        std::vector<Hash> victims;
        while (!fits(kept, transfer)) {
            bool found = false;
            for (const TransactionPtr& one : cheapestFirst(kept)) {
                if (one->fee.satoshi() * transfer->size >= transfer->fee.satoshi() * one->size)
                    break;
                const auto family = familyOf(one->id);
                const auto parents = parentsOf(transfer);
                if (std::any_of(parents.begin(), parents.end(),
                                [&](const Hash& id) { return family.contains(id); }))
                    continue;
                victims.push_back(one->id);
                std::erase_if(kept, [&](const Entry& e) { return family.contains(e.tx->id); });
                found = true;
                break;
            }
            if (!found) return std::nullopt;
        }
        return victims;
    }

    std::size_t m_maxCount;
    std::uint64_t m_maxBytes;
};

std::vector<TransactionPtr> drawTransfers(std::size_t count) {
    std::vector<TransactionPtr> all;
    while (all.size() < count) {
        TransferSpec spec;
        std::set<OutPoint> inputs;
        const auto wanted = *rc::gen::inRange(1, 4);
        for (int i = 0; i < wanted; ++i) {
            if (all.empty() || *rc::gen::inRange(0, 2) == 0)
                inputs.insert(testOutPoint(*rc::gen::inRange<std::uint32_t>(0, 12)));
            else
                inputs.insert(outputOf(all[*rc::gen::inRange<std::size_t>(0, all.size())],
                                       *rc::gen::inRange<std::uint32_t>(0, 3)));
        }
        spec.inputs = {inputs.begin(), inputs.end()};
        spec.feeSatoshi = *rc::gen::inRange<std::uint64_t>(1, 30) * 100;
        spec.memoBytes = *rc::gen::element(0U, 0U, 50U, 500U);
        spec.memoFill = static_cast<std::uint8_t>(all.size());
        const auto made = makeTransfer(spec);
        if (std::none_of(all.begin(), all.end(),
                         [&](const TransactionPtr& one) { return one->id == made->id; }))
            all.push_back(made);
    }
    return all;
}

std::vector<Hash> drawSome(const std::vector<TransactionPtr>& transfers) {
    std::vector<Hash> ids;
    for (const TransactionPtr& one : transfers)
        if (*rc::gen::inRange(0, 5) == 0) ids.push_back(one->id);
    return ids;
}

DroppedIds sorted(DroppedIds dropped) {
    std::sort(dropped.begin(), dropped.end());
    return dropped;
}

void compare(Mempool& pool, Model& model, const std::vector<TransactionPtr>& transfers) {
    DroppedIds dropped;
    for (const Dropped& one : pool.takeDropped())
        dropped.emplace_back(one.transfer->id, one.reason);
    RC_ASSERT(sorted(dropped) == sorted(std::exchange(model.dropped, {})));
    RC_ASSERT(pool.count() == model.entries.size());
    RC_ASSERT(pool.bytes() == model.bytes());
    RC_ASSERT(pool.inOrder() == model.inOrder());
    RC_ASSERT(pool.oldestConflictMs().has_value() == model.contested());
    for (const TransactionPtr& one : transfers) {
        const bool here = std::any_of(model.entries.begin(), model.entries.end(),
                                      [&](const Model::Entry& entry) { return entry.tx == one; });
        RC_ASSERT((pool.byId(one->id) == one) == here);
        RC_ASSERT((pool.byFullHash(one->fullHash) == one) == here);
        RC_ASSERT(pool.coin(outputOf(one)).has_value() == here);
        const auto rivals = model.rivalsOf(one);
        RC_ASSERT(pool.conflictsOf(*one) == std::vector<Hash>(rivals.begin(), rivals.end()));
    }
}

void runOnePool() {
    const auto transfers = drawTransfers(24);
    const auto maxCount = *rc::gen::inRange<std::uint32_t>(1, 12);
    const auto maxBytes = *rc::gen::element<std::uint64_t>(900, 2'000, 4'000, 1'000'000);
    Mempool pool(maxCount, maxBytes);
    Model model(maxCount, maxBytes);
    const auto any = [&] { return transfers[*rc::gen::inRange<std::size_t>(0, transfers.size())]; };
    const auto steps = *rc::gen::inRange(10, 60);
    std::uint64_t nowMs = 0;
    for (int step = 0; step < steps; ++step) {
        nowMs += *rc::gen::inRange<std::uint64_t>(0, 10);
        switch (*rc::gen::weightedElement<int>({{14, 0}, {2, 1}, {1, 2}, {1, 3}, {1, 4}})) {
        case 0: {
            const auto one = any();
            RC_ASSERT(pool.add(one, {nowMs, 0}) == model.add(one, nowMs));
            break;
        }
        case 1: {
            const auto ids = drawSome(transfers);
            pool.setPinned(ids);
            model.setPinned(ids);
            break;
        }
        case 2: {
            const auto some = drawSome(transfers);
            const std::set<Hash> ids(some.begin(), some.end());
            const auto spent = any()->tx.inputs;
            pool.onCommitted(ids, {spent.begin(), spent.end()});
            model.onCommitted(ids, {spent.begin(), spent.end()});
            break;
        }
        case 3: {
            const auto one = any();
            pool.drop(one->id, TxError::Conflict);
            model.drop(one->id, TxError::Conflict);
            break;
        }
        default: {
            const auto before = nowMs - std::min<std::uint64_t>(nowMs, 60);
            pool.expireBefore(before);
            model.expireBefore(before);
            break;
        }
        }
        compare(pool, model, transfers);
    }
}

}  // namespace

class TestMempoolModel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(startCrypto()); }
    void agreesWithTheModel() { QVERIFY(holds(runOnePool, 250)); }
};

QTEST_GUILESS_MAIN(TestMempoolModel)
#include "test_mempool_model.moc"
