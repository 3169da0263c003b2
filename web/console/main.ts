import '../shared/tokens/base.css';
import { createApp } from 'vue';
import { chooseKit } from '../shared/host/kit';
import { startDisplay } from '../shared/model/display';
import { Session, installSession } from '../shared/model/session';
import { registerServiceWorker } from '../shared/pwa/update';
import ConsoleApp from './ConsoleApp.vue';

startDisplay();
const app = createApp(ConsoleApp);
installSession(app, new Session('console', await chooseKit()));
app.mount('#app');
registerServiceWorker();
