import '../shared/tokens/base.css';
import { createApp } from 'vue';
import { chooseKit } from '../shared/host/kit';
import { startDisplay } from '../shared/model/display';
import { Session, installSession } from '../shared/model/session';
import { registerServiceWorker } from '../shared/pwa/update';
import ResidentApp from './ResidentApp.vue';

startDisplay();
const app = createApp(ResidentApp);
installSession(app, new Session('resident', await chooseKit()));
app.mount('#app');
registerServiceWorker();
