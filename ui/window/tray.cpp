#include "ui/window/tray.h"

#include "ui/format/money.h"
#include "ui/format/reason_text.h"
#include "ui/widgets/icon.h"

#include <QMenu>

namespace timecoin {

Tray::Tray(QObject* parent) : QObject(parent) {
    if (!QSystemTrayIcon::isSystemTrayAvailable()) return;
    m_menu = std::make_unique<QMenu>();
    m_menu->addAction(tr("Show TimeCoin"), this, &Tray::showRequested);
    m_menu->addAction(tr("Lock the wallet"), this, &Tray::lockRequested);
    m_menu->addSeparator();
    m_menu->addAction(tr("Quit"), this, &Tray::quitRequested);
    m_icon = std::make_unique<QSystemTrayIcon>(applicationIcon());
    m_icon->setToolTip(QStringLiteral("TimeCoin"));
    m_icon->setContextMenu(m_menu.get());
    connect(m_icon.get(), &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger) emit showRequested();
            });
    connect(m_icon.get(), &QSystemTrayIcon::messageClicked, this, &Tray::showRequested);
    m_icon->show();
}

Tray::~Tray() = default;

QString Tray::finalText(const PaymentEntry& payment, bool hideAmounts) {
    MoneyStyle style;
    style.hidden = hideAmounts;
    const QString amount = moneyText(payment.amount, style);
    switch (payment.kind) {
    case PaymentKind::Received: return tr("You have received %1. It is final.").arg(amount);
    case PaymentKind::Reward: return tr("A reward of %1 has arrived.").arg(amount);
    case PaymentKind::Sent: return tr("Your payment of %1 is final.").arg(amount);
    case PaymentKind::ToSelf: return tr("Your coins have been put together.");
    }
    return {};
}

void Tray::tellFinal(const PaymentEntry& payment, bool hideAmounts) {
    if (m_icon)
        m_icon->showMessage(QStringLiteral("TimeCoin"), finalText(payment, hideAmounts),
                            applicationIcon());
}

void Tray::tellFailed(const PaymentEntry& payment) {
    if (m_icon)
        m_icon->showMessage(tr("A payment has failed"), paymentReasonText(payment.reason),
                            QSystemTrayIcon::Warning);
}

}  // namespace timecoin
