#include "app/desktop/sandbox_adapter.h"

#include "node/api/deliver.h"
#include "node/chain/address.h"

#include <utility>

namespace timecoin {

void SandboxAdapter::faucet(const QString& address, Amount amount,
                            std::function<void(const QString& code)> then) {
    const auto lock = parseAddress(address.toStdString(), m_sandbox.network().params.addressPrefix);
    if (!lock.ok()) return then(QStringLiteral("bad_address"));
    Sandbox& sandbox = m_sandbox;
    sandbox.faucet().prepare(*lock, amount,
                             [&sandbox, then = std::move(then)](const Faucet::Prepared& prepared) {
                                 if (!prepared.ok()) return then(QStringLiteral("faucet_empty"));
                                 deliver(sandbox.user().submit(encoded(prepared->tx)), &sandbox,
                                         [then](const SubmitOutcome& outcome) {
                                             then(outcome.accepted ? QString() : outcome.code);
                                         });
                             });
}

}  // namespace timecoin
