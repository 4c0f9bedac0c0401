#include "app/tools/masternode_tool.h"

#include "app/files/declaration.h"
#include "app/files/key_file.h"
#include "app/files/network_file.h"
#include "app/texts/file_text.h"
#include "app/texts/value_text.h"
#include "app/tools/coins_file.h"
#include "app/tools/tool_arguments.h"
#include "node/chain/address.h"
#include "node/chain/masternode_actions.h"
#include "node/chain/transaction_check.h"
#include "wallet/payment/transaction_builder.h"

#include <algorithm>

namespace timecoin {

namespace {

constexpr auto kRegisterUsage =
    "usage: timecoin-tool masternode register --network FILE --operator-key operator.key "
    "--owner ADDRESS --payout ADDRESS --service HOST:PORT --coins coins.json --key funds.key "
    "[--change ADDRESS]";
constexpr auto kUpdateUsage =
    "usage: timecoin-tool masternode update --network FILE --operator-key operator.key "
    "--collateral TXID:INDEX --number N --service HOST:PORT";
constexpr auto kRetireUsage =
    "usage: timecoin-tool masternode retire --network FILE --owner-key owner.key "
    "--collateral TXID:INDEX";
/// Twice what a payment's size would need: the payload and the operator's signature come on top.
constexpr FeeRate kRegistrationFee{8, 1};

/// A mistake of the person, in words.
struct Refusal {
    QString text;
};
template <class T>
using Asked = Result<T, Refusal>;

Failure<Refusal> refuse(const QString& text) {
    return fail(Refusal{text});
}

Failure<Refusal> refuse(const FileError& error) {
    return fail(Refusal{describe(error)});
}

QString text(const std::string& value) {
    return QString::fromStdString(value);
}

/// The options of one command as what they stand for.
class Arguments {
public:
    static std::optional<Arguments> parse(const QStringList& arguments,
                                          const ArgumentNames& names) {
        auto given = ToolArguments::parse(arguments, names);
        if (!given) return std::nullopt;
        return Arguments(std::move(*given));
    }

    QString value(const char* name) const { return m_given.value(QLatin1String(name)); }

    Asked<Network> network() const {
        auto found = findNetwork(value("network"));
        if (!found) return refuse(found.error());
        return std::move(found->network);
    }
    Asked<SigningKey> key(const char* name) const {
        auto key = readKeyFile(value(name));
        if (!key) return refuse(key.error());
        return std::move(*key);
    }
    Asked<Lock> address(const char* name, const Network& network) const {
        const std::string& prefix = network.params.addressPrefix;
        const auto lock = parseAddress(value(name).toStdString(), prefix);
        if (lock) return *lock;
        return refuse(QStringLiteral("--%1 is no address of %2: those begin with %31")
                          .arg(QLatin1String(name), text(network.params.name), text(prefix)));
    }
    Asked<std::string> service() const {
        const std::string service = value("service").toStdString();
        if (isServiceAddress(service)) return service;
        return refuse(QStringLiteral("--service must be host:port"));
    }
    Asked<OutPoint> collateral() const {
        const QStringList parts = value("collateral").split(QLatin1Char(':'));
        bool good = parts.size() == 2;
        const auto txid = fixedFromHex<Hash>(parts.constFirst().toStdString());
        const std::uint32_t index = good ? parts[1].toUInt(&good) : 0;
        if (good && txid) return OutPoint{*txid, index};
        return refuse(QStringLiteral("--collateral must be TXID:INDEX"));
    }

private:
    explicit Arguments(ToolArguments given) : m_given(std::move(given)) {}

    ToolArguments m_given;
};

ToolResult handIn(const Transaction& tx, const QString& said) {
    ToolResult out = ToolResult::ok(hexText(encoded(tx)) + QLatin1Char('\n'));
    out.err =
        said + QStringLiteral("transaction %1: hand it in with 'submit'\n").arg(hexText(tx.id()));
    return out;
}

void addSignature(Transaction& tx, const SigningKey& key, const Network& network,
                  const std::vector<Output>& spent) {
    const Hash message = signingHash(tx, network.genesisHash, spent);
    auto& signatures = tx.witness.signatures;
    const auto isKey = [&](const KeySignature& one) { return one.key == key.publicKey(); };
    if (std::any_of(signatures.begin(), signatures.end(), isKey)) return;
    signatures.push_back({key.publicKey(), ed25519().sign(key, message.view())});
    std::sort(signatures.begin(), signatures.end(),
              [](const KeySignature& a, const KeySignature& b) { return a.key < b.key; });
}

/// The checks of every node, run here: nothing leaves that they would refuse for its form.
std::optional<QString> faultOf(const Transaction& tx, const std::vector<Coin>& spent,
                               const Network& network) {
    const auto checked =
        checkTransaction(tx, spent, {network.genesisHash, network.params.collateral, ed25519()});
    if (checked) return std::nullopt;
    const std::string_view code = codeName(checked.error());
    return QStringLiteral("the transaction would be refused: %1")
        .arg(QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size())));
}

QString planFault(const PaymentError& error, Amount collateral) {
    switch (error.code) {
    case PaymentCode::NotEnough:
        return QStringLiteral("the coins are %1; the collateral and the fee need %2")
            .arg(timeText(error.available), timeText(error.needed));
    case PaymentCode::TooManyInputs:
        return QStringLiteral("too many small coins: pay yourself %1 in one payment first")
            .arg(timeText(collateral));
    default: return QStringLiteral("these coins cannot pay the collateral");
    }
}

/// What costs no money but may cost sleep.
QString warningsFor(const Registration& registration, const Lock& funds, const Network& network) {
    const Lock operatorLock = Lock::toKey(registration.operatorKey);
    QString said;
    if (operatorLock == registration.owner || operatorLock == funds)
        said += QStringLiteral("warning: the operator key also holds money. It lies on a server: "
                               "whoever breaks in there takes the money too\n");
    if (operatorLock == registration.payout)
        said += QStringLiteral("warning: the operator key also receives the rewards\n");
    const bool loopback = registration.service.starts_with("127.") ||
                          registration.service.starts_with("[::1]") ||
                          registration.service.starts_with("localhost:");
    if (loopback && network.params.addressPrefix != kSandboxPrefix)
        said +=
            QStringLiteral("warning: nobody else can reach %1\n").arg(text(registration.service));
    return said;
}

struct RegisterPlan {
    Network network;
    SigningKey operatorKey;
    SigningKey fundsKey;
    Registration registration;
    CoinsFile coins;
    Lock change;
};

Asked<RegisterPlan> readRegister(const Arguments& arguments) {
    auto network = arguments.network();
    if (!network) return fail(network.error());
    auto operatorKey = arguments.key("operator-key");
    if (!operatorKey) return fail(operatorKey.error());
    auto fundsKey = arguments.key("key");
    if (!fundsKey) return fail(fundsKey.error());
    const auto owner = arguments.address("owner", *network);
    if (!owner) return fail(owner.error());
    const auto payout = arguments.address("payout", *network);
    if (!payout) return fail(payout.error());
    const auto service = arguments.service();
    if (!service) return fail(service.error());
    auto coins = readCoinsFile(arguments.value("coins"), network->params.addressPrefix);
    if (!coins) return refuse(coins.error());
    if (coins->lock != Lock::toKey(fundsKey->publicKey()))
        return refuse(QStringLiteral("--key does not open the address of --coins"));
    Lock change = coins->lock;
    if (!arguments.value("change").isEmpty()) {
        const auto given = arguments.address("change", *network);
        if (!given) return fail(given.error());
        change = *given;
    }
    const PublicKey& key = operatorKey->publicKey();
    const auto& members = network->genesis.members.members();
    if (std::any_of(members.begin(), members.end(),
                    [&key](const Masternode& one) { return one.operatorKey == key; }))
        return refuse(QStringLiteral("--operator-key is that of a masternode of the genesis: make "
                                     "a new one with keygen"));
    Registration registration;
    registration.operatorKey = key;
    registration.owner = *owner;
    registration.payout = *payout;
    registration.service = *service;
    return RegisterPlan{std::move(*network), std::move(*operatorKey), std::move(*fundsKey),
                        registration,        std::move(*coins),       change};
}

ToolResult registerCommand(const QStringList& list, std::uint64_t nowMs) {
    const auto arguments = Arguments::parse(
        list,
        {{"network", "operator-key", "owner", "payout", "service", "coins", "key"}, {"change"}});
    if (!arguments) return ToolResult::usage(QString::fromLatin1(kRegisterUsage));
    const auto plan = readRegister(*arguments);
    if (!plan) return ToolResult::failed(plan.error().text);
    const Network& network = plan->network;
    const Amount collateral = network.params.collateral;
    Payment payment;
    payment.outputs = {{collateral, plan->registration.owner}};
    payment.change = plan->change;
    payment.rate = kRegistrationFee;
    auto planned = planTransfer(payment, plan->coins.coins, network.slotAfter(nowMs));
    if (!planned) return ToolResult::failed(planFault(planned.error(), collateral));
    planned->tx.kind = TransactionKind::MasternodeRegister;
    planned->tx.payload = encodePayload(plan->registration);
    auto made = signTransfer(std::move(*planned), {&plan->fundsKey}, network.genesisHash);
    if (!made) return ToolResult::failed(planFault(made.error(), collateral));
    std::vector<Output> spent;
    for (const Coin& coin : made->spent) spent.push_back(coin.output);
    addSignature(made->tx, plan->operatorKey, network, spent);
    if (const auto fault = faultOf(made->tx, made->spent, network))
        return ToolResult::failed(*fault);
    QString said = warningsFor(plan->registration, plan->coins.lock, network);
    said += QStringLiteral("locks %1 under the owner's address, fee %2\n")
                .arg(timeText(collateral), timeText(made->fee));
    said += QStringLiteral("its name is its collateral: %1:0. It joins at the next epoch boundary "
                           "after its block\n")
                .arg(hexText(made->tx.id()));
    return handIn(made->tx, said);
}

ToolResult updateCommand(const QStringList& list) {
    const auto arguments =
        Arguments::parse(list, {{"network", "operator-key", "collateral", "number", "service"}});
    if (!arguments) return ToolResult::usage(QString::fromLatin1(kUpdateUsage));
    const auto network = arguments->network();
    if (!network) return ToolResult::failed(network.error().text);
    const auto key = arguments->key("operator-key");
    if (!key) return ToolResult::failed(key.error().text);
    const auto collateral = arguments->collateral();
    if (!collateral) return ToolResult::failed(collateral.error().text);
    const auto service = arguments->service();
    if (!service) return ToolResult::failed(service.error().text);
    bool good = false;
    OperatorUpdate update;
    update.number = arguments->value("number").toULongLong(&good);
    if (!good || update.number == 0)
        return ToolResult::failed(QStringLiteral("--number must be one above that of the last "
                                                 "update (see 'masternodes'), the first being 1"));
    update.collateral = *collateral;
    update.operatorKey = key->publicKey();
    update.service = *service;
    Transaction tx;
    tx.kind = TransactionKind::MasternodeUpdate;
    tx.payload = encodePayload(update);
    addSignature(tx, *key, *network, {});
    if (const auto fault = faultOf(tx, {}, *network)) return ToolResult::failed(*fault);
    return handIn(tx, QStringLiteral("costs nothing; a suspended masternode joins again at the "
                                     "next epoch boundary\n"));
}

ToolResult retireCommand(const QStringList& list) {
    const auto arguments = Arguments::parse(list, {{"network", "owner-key", "collateral"}});
    if (!arguments) return ToolResult::usage(QString::fromLatin1(kRetireUsage));
    const auto network = arguments->network();
    if (!network) return ToolResult::failed(network.error().text);
    const auto key = arguments->key("owner-key");
    if (!key) return ToolResult::failed(key.error().text);
    const auto collateral = arguments->collateral();
    if (!collateral) return ToolResult::failed(collateral.error().text);
    Transaction tx;
    tx.kind = TransactionKind::MasternodeRetire;
    tx.payload = encodePayload(Retirement{*collateral, Lock::toKey(key->publicKey())});
    addSignature(tx, *key, *network, {});
    if (const auto fault = faultOf(tx, {}, *network)) return ToolResult::failed(*fault);
    return handIn(tx, QStringLiteral("cannot be taken back. It leaves at the next epoch boundary; "
                                     "its collateral can be spent %1 slots later\n")
                          .arg(network->params.unbondingSlots));
}

}  // namespace

ToolResult runMasternode(const QStringList& arguments, std::uint64_t nowMs) {
    const QString command = arguments.value(0);
    const QStringList rest = arguments.mid(1);
    if (command == QStringLiteral("register")) return registerCommand(rest, nowMs);
    if (command == QStringLiteral("update")) return updateCommand(rest);
    if (command == QStringLiteral("retire")) return retireCommand(rest);
    return ToolResult::usage(QString::fromLatin1(kRegisterUsage) + QLatin1Char('\n') +
                             QString::fromLatin1(kUpdateUsage) + QLatin1Char('\n') +
                             QString::fromLatin1(kRetireUsage));
}

}  // namespace timecoin
